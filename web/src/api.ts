// The daemon's API, typed from its OpenAPI document.
import type { components } from './api-types';

type Schemas = components['schemas'];
export type Notice = Schemas['notice'];
export type Filtered = Schemas['filtered'];
export type Unit = Schemas['unit'];
export type Status = Schemas['status'];
export type Meeting = Schemas['meeting_forecast'] & {
  planned_start?: string; planned_minutes?: number; title?: string; issuer?: string; level?: string; origin?: string;
};
export type Reason = Schemas['reason'];
export type Evidence = Schemas['evidence'];
export type Deadline = Schemas['deadline'];
export type Window = Schemas['window'];
export type Part = Schemas['part'];
export interface Named { id: string; name: Record<string, unknown> }

export class Problem extends Error {
  constructor(readonly status: number, title: string, readonly detail: string) {
    super(title);
  }
}

// Kept for as long as the tab is open; never in an address.
const tokenKey = 'fenliu-token';
export const token = {
  get: () => sessionStorage.getItem(tokenKey) ?? '',
  set: (value: string) => (value ? sessionStorage.setItem(tokenKey, value) : sessionStorage.removeItem(tokenKey)),
};

async function call<T>(path: string, init: RequestInit = {}): Promise<T> {
  const headers: Record<string, string> = token.get() ? { Authorization: `Bearer ${token.get()}` } : {};
  const response = await fetch(`/api/v1${path}`, { ...init, headers });
  // An answer that breaks off is no answer; only what says why it refuses may come without a body.
  if (response.ok) return await response.json() as T;
  const body = await response.json().catch(() => ({}));
  throw new Problem(response.status, body.title ?? response.statusText, body.detail ?? '');
}

const unitPath = (unit: string) => `/units/${encodeURIComponent(unit)}`;

export const api = {
  status: (signal?: AbortSignal) => call<Status>('/status', { signal }),
  units: (signal?: AbortSignal) => call<{ units: Unit[]; levels: Named[]; topics: Named[] }>('/units', { signal }),
  notices: (unit: string, signal?: AbortSignal) =>
    call<{ notices: Notice[] }>(`${unitPath(unit)}/notices?limit=100`, { signal }),
  filtered: (unit: string, signal?: AbortSignal) =>
    call<{ filtered: Filtered[] }>(`${unitPath(unit)}/filtered?limit=50`, { signal }),
  cascade: (meeting: string, signal?: AbortSignal) =>
    call<{ meetings: Meeting[] }>(`/cascades/${encodeURIComponent(meeting)}`, { signal }),
  acknowledge: (notice: string) =>
    call<{ acknowledged_at: string }>(`/notices/${encodeURIComponent(notice)}/ack`, { method: 'POST' }),
};
