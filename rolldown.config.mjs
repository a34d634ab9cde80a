// The server in a few files: thousands of small modules would take longer to find than to run.
import { defineConfig } from 'rolldown';

/**
 * V8 keeps a file's text for as long as it runs: in ASCII with one byte a character, with a single “ in it with two.
 * A backslash before such a character means nothing and gives way to the escape.
 */
const inAscii = {
  name: 'in-ascii',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      chunk.code = chunk.code.replace(/(\\*)([\u0080-\uffff])/g, (_, slashes, character) => {
        const sequence = `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
        return slashes.slice(slashes.length % 2) + sequence;
      });
    }
  },
};

export default defineConfig({
  input: {
    main: 'src/main.ts',
    runtime: 'src/runtime.ts',
    // Threads, by the names that startThread() is given.
    'store/wal-thread': 'src/store/wal-thread.ts',
    'consent/verify-thread': 'src/consent/verify-thread.ts',
    'consent/import/reading-thread': 'src/consent/import/reading-thread.ts',
    'media/picture-thread': 'src/media/picture-thread.ts',
  },
  platform: 'node',
  plugins: [inAscii],
  // These find native code, WebAssembly, tables, fonts or threads of their own beside their files.
  external: [/^(better-sqlite3|iconv-lite|pdfkit|pino|@fontsource|@jsquash)/],
  resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
  output: {
    dir: 'dist',
    format: 'esm',
    sourcemap: true,
    // One folder deep, like the folders of src: what lies beside `dist` is found from both.
    chunkFileNames: 'chunks/[name].js',
  },
});
