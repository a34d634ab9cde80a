// The server in a few files: thousands of small modules would take longer to find than to run.
import { defineConfig } from 'rolldown';

export default defineConfig({
  input: {
    main: 'src/main.ts',
    runtime: 'src/runtime.ts',
    // Threads, by the names that startThread() is given.
    'store/wal-thread': 'src/store/wal-thread.ts',
    'consent/verify-thread': 'src/consent/verify-thread.ts',
    'consent/import/reading-thread': 'src/consent/import/reading-thread.ts',
  },
  platform: 'node',
  // These find native code, fonts or threads of their own beside their files.
  external: [/^(better-sqlite3|pdfkit|pino|@fontsource)/],
  resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
  output: {
    dir: 'dist',
    format: 'esm',
    sourcemap: true,
    // One folder deep, like the folders of src: what lies beside `dist` is found from both.
    chunkFileNames: 'chunks/[name].js',
  },
});
