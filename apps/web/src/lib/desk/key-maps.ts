import type { KeyGroup } from './help.svelte';

const everywhere: KeyGroup = {
  title: 'all',
  lines: [
    { act: 'search', keys: ['/'] },
    { act: 'help', keys: ['?'] },
    { act: 'back', keys: ['Esc'] },
  ],
};

export const moderationKeys: readonly KeyGroup[] = [
  {
    title: 'move',
    lines: [
      { act: 'move', keys: ['J', 'K'] },
      { act: 'enter', keys: ['Enter'] },
    ],
  },
  {
    title: 'decide',
    lines: [
      { act: 'publish', keys: ['P'] },
      { act: 'hold', keys: ['H'] },
      { act: 'refuse', keys: ['X'] },
      { act: 'reason', keys: ['1', '–', '8'] },
      { act: 'publishWith', keys: ['Shift', '1', '–', '4'] },
      { act: 'undo', keys: ['Z'] },
    ],
  },
  {
    title: 'many',
    lines: [
      { act: 'select', keys: ['S'] },
      { act: 'extend', keys: ['Shift', 'J', 'K'] },
      { act: 'all', keys: ['Shift', 'A'] },
      { act: 'bulk', keys: ['B'] },
    ],
  },
  {
    title: 'tag',
    lines: [
      { act: 'strategy', keys: ['1', '–', '4'] },
      { act: 'other', keys: ['T'] },
    ],
  },
  everywhere,
];

export const responsesKeys: readonly KeyGroup[] = [
  {
    title: 'move',
    lines: [
      { act: 'move', keys: ['J', 'K'] },
      { act: 'enter', keys: ['Enter'] },
    ],
  },
  {
    title: 'choose',
    lines: [
      { act: 'select', keys: ['X'] },
      { act: 'extend', keys: ['Shift', 'J', 'K'] },
      { act: 'answer', keys: ['R'] },
    ],
  },
  everywhere,
];

export const editorKeys: readonly KeyGroup[] = [
  {
    title: 'write',
    lines: [
      { act: 'disposition', keys: ['1', '–', '6'] },
      { act: 'save', keys: ['Ctrl', 'S'] },
    ],
  },
  { title: 'all', lines: everywhere.lines.filter(({ act }) => act !== 'search') },
];
