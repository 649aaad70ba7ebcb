// Builds dist/: one script and one style sheet with hashed names, and the page that names them.
import { build } from 'esbuild';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';

await rm('dist', { recursive: true, force: true });
const result = await build({
  entryPoints: ['src/main.tsx', 'src/styles.css'],
  bundle: true, minify: true, format: 'esm', target: 'es2020', jsx: 'automatic', jsxImportSource: 'preact',
  outdir: 'dist/assets', entryNames: '[name]-[hash]', metafile: true, logLevel: 'warning',
});
const outputs = Object.keys(result.metafile.outputs);
const script = basename(outputs.find((name) => name.endsWith('.js')));
const style = basename(outputs.find((name) => name.endsWith('.css')));
const page = (await readFile('src/index.html', 'utf8')).replace('SCRIPT', script).replace('STYLE', style);
await mkdir('dist', { recursive: true });
await writeFile('dist/index.html', page);
await copyFile('src/icon.svg', 'dist/icon.svg');
