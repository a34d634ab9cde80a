// Runs the TypeScript of this repository as it stands: `node --import ./test/setup/source.mjs src/main.ts`.
// Node strips the types; the imports name the .js that a build would make.
import { enableCompileCache, registerHooks } from 'node:module';

enableCompileCache();
registerHooks({
  resolve(specifier, context, next) {
    const ours = specifier.startsWith('.') && specifier.endsWith('.js') && context.parentURL?.endsWith('.ts');
    return next(ours ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});
