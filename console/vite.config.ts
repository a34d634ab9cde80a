import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `npx vite build console` writes dist/console; `npx vite console` serves it while it is changed. */
export default defineConfig({
  base: '/console/',
  plugins: [react()],
  build: {
    outDir: '../dist/console',
    emptyOutDir: true,
    rolldownOptions: { input: ['index.html', 'sandbox.html'].map((page) => join(import.meta.dirname, page)) },
    sourcemap: false,
    // Nothing is inlined as data: or script, so that a strict content security policy holds.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    port: 5173,
    proxy: {
      '/api': 'http://127.0.0.1:3000',
      '/sandbox/api': 'http://127.0.0.1:3000',
    },
  },
});
