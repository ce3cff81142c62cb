import type { DeskWords } from '../words/desk-th';

type Acts = DeskWords['keys']['acts'];
type Groups = DeskWords['keys']['groups'];

export interface KeyGroup {
  title: keyof Groups;
  lines: { act: keyof Acts; keys: readonly string[] }[];
}

/** The help that `?` opens: each page tells it its own keys. */
class Help {
  shown = $state(false);
  groups: readonly KeyGroup[] = $state.raw([]);
}

export const help = new Help();
export const openHelp = (): void => {
  help.shown = true;
};
