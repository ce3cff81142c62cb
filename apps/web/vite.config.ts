import { fileURLToPath } from 'node:url';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, defineConfig, type Plugin } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

/**
 * Public pages carry no framework script; the talk of a section is hydrated by one of its own. It is
 * built apart from SvelteKit's client, or it would load the runtime of every page in thirty pieces.
 * Its name is fixed, so the page adds the version; what it loads later is named by content.
 */
const talkIsland: Plugin = {
  name: 'rapfang-talk-island',
  applyToEnvironment: ({ name }) => name === 'client',
  async writeBundle({ dir }) {
    await build({
      root: here,
      configFile: false,
      logLevel: 'warn',
      publicDir: false,
      // The styles come with the page; here only the names of their classes are needed.
      plugins: [svelte({ configFile: false, emitCss: false, compilerOptions: { css: 'external' } })],
      build: {
        outDir: `${dir}/_app`,
        emptyOutDir: false,
        modulePreload: false,
        rolldownOptions: {
          input: {
            talk: `${here}src/lib/islands/talk.ts`,
            copy: `${here}src/lib/islands/copy.ts`,
            passkey: `${here}src/lib/islands/passkey.ts`,
          },
          output: {
            entryFileNames: '[name].js',
            chunkFileNames: 'immutable/talk/[name].[hash].js',
          },
        },
      },
    });
  },
};

/** The one style attribute there is: SvelteKit's announcer of a new page to screen readers (desks only). */
const announcerStyle = 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo=';

export default defineConfig({
  root: here,
  plugins: [
    talkIsland,
    sveltekit({
      adapter: adapter({ out: `${here}build` }),
      csp: {
        mode: 'auto',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          'style-src': ['self', 'unsafe-hashes', announcerStyle],
          'img-src': ['self', 'data:'],
          'font-src': ['self'],
          'connect-src': ['self'],
          'object-src': ['none'],
          'base-uri': ['self'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
        },
      },
    }),
  ],
});
