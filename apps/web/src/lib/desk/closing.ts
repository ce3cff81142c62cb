import type { Attachment } from 'svelte/attachments';

/** A fold that closes like a menu: by Escape, with the focus back on its summary, and by going elsewhere. */
export const closesLikeMenu: Attachment<HTMLDetailsElement> = (menu) => {
  const byKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !menu.open) return;
    event.stopPropagation();
    menu.open = false;
    menu.querySelector('summary')?.focus();
  };
  const byLeaving = (event: Event) => {
    if (menu.open && event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
  };
  menu.addEventListener('keydown', byKey);
  addEventListener('pointerdown', byLeaving);
  addEventListener('focusin', byLeaving);
  return () => {
    menu.removeEventListener('keydown', byKey);
    removeEventListener('pointerdown', byLeaving);
    removeEventListener('focusin', byLeaving);
  };
};
