// Brings the copy buttons of pages without the framework to life (components/CopyButton.svelte).
for (const holder of document.querySelectorAll<HTMLElement>('[data-copy]')) {
  const { copy = '', copied = '' } = holder.dataset;
  if (!('clipboard' in navigator)) continue;
  holder.hidden = false;
  holder.querySelector('button')?.addEventListener('click', () => {
    void navigator.clipboard.writeText(copy).then(() => {
      const status = holder.querySelector('[role=status]');
      if (status) status.textContent = copied;
    });
  });
}

export {};
