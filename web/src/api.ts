// The daemon's API, typed from its OpenAPI document.
import type { components } from './api-types';

type Schemas = components['schemas'];
export type Notice = Schemas['notice'];
export type Filtered = Schemas['filtered'];
export type Unit = Schemas['unit'];
export type Status = Schemas['status'];
export type Meeting = Schemas['meeting_forecast'] & {
  planned_start?: string; planned_minutes?: number; title?: string; issuer?: string; level?: string; origin?: string;
  part_titles?: Record<string, string>;
};
export type Reason = Schemas['reason'];
export type Deadline = Schemas['deadline'];
export type Window = Schemas['window'];
export type Part = Schemas['part'];

export class Problem extends Error {
  constructor(readonly status: number, title: string, readonly detail: string) {
    super(title);
  }
}

async function call<T>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(`/api/v1${path}`, init);
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Problem(response.status, body.title ?? response.statusText, body.detail ?? '');
  return body as T;
}

const unitPath = (unit: string) => `/units/${encodeURIComponent(unit)}`;

export const api = {
  status: (signal?: AbortSignal) => call<Status>('/status', { signal }),
  units: () => call<{ units: Unit[]; levels: { id: string; name: Record<string, string> }[] }>('/units'),
  notices: (unit: string, signal?: AbortSignal) =>
    call<{ notices: Notice[] }>(`${unitPath(unit)}/notices?limit=100`, { signal }),
  filtered: (unit: string, signal?: AbortSignal) =>
    call<{ filtered: Filtered[] }>(`${unitPath(unit)}/filtered?limit=50`, { signal }),
  cascade: (meeting: string, signal?: AbortSignal) =>
    call<{ meetings: Meeting[] }>(`/cascades/${encodeURIComponent(meeting)}`, { signal }),
  acknowledge: (notice: string) => call<{ acknowledged_at: string }>(`/notices/${notice}/ack`, { method: 'POST' }),
};
