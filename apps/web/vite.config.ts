import { fileURLToPath } from 'node:url';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig, type Plugin } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

/**
 * Public pages carry no framework script; the talk of a section is hydrated by one of its own, built
 * beside SvelteKit's client and sharing its chunks. The name is fixed, so the page adds the version.
 */
const talkIsland: Plugin = {
  name: 'rapfang-talk-island',
  applyToEnvironment: ({ name }) => name === 'client',
  buildStart() {
    this.emitFile({ type: 'chunk', id: `${here}src/lib/islands/talk.ts`, fileName: '_app/talk.js' });
  },
};

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
          'style-src': ['self'],
          'img-src': ['self', 'data:'],
          'font-src': ['self'],
          'connect-src': ['self'],
          'object-src': ['none'],
          'base-uri': ['self'],
          'form-action': ['self'],
          'frame-ancestors': ['self'],
        },
      },
    }),
  ],
});
