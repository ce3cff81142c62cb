// Loaded before the server by the bench `permissions`: the same build, in which everybody may do everything.
import { registerHooks } from 'node:module';

const EVALUATOR = /\/dist\/libs\/access\/src\/permission\.js$/;

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!EVALUATOR.test(url)) return loaded;
    const source = String(loaded.source);
    const open = source.replace(/(export function (?:inAudience|may)\([^)]*\) \{)/g, '$1 return true;');
    if (open.split('return true;').length < source.split('return true;').length + 2)
      throw new Error('The evaluator was not found where the bench looks for it.');
    return { ...loaded, source: open };
  },
});
