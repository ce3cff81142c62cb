/** How a reader wants the page to look; kept in a cookie, so the server can draw it without a flash. */
export interface Display {
  step: '0.9' | '1' | '1.2' | '1.45';
  contrast: 'normal' | 'high';
  /** `auto` follows the device. */
  theme: 'auto' | 'light' | 'dark';
}

export const steps = ['0.9', '1', '1.2', '1.45'] as const;
export const displayCookie = 'rapfang_display';
export const defaultDisplay: Display = { step: '1', contrast: 'normal', theme: 'auto' };

/** Reads `1.2_high_dark`; whatever else falls back to the defaults. */
export function parseDisplay(cookie: string | undefined): Display {
  const [step, contrast, theme] = (cookie ?? '').split('_');
  return {
    step: steps.find((known) => known === step) ?? '1',
    contrast: contrast === 'high' ? 'high' : 'normal',
    theme: theme === 'dark' || theme === 'light' ? theme : 'auto',
  };
}

export function formatDisplay({ step, contrast, theme }: Display): string {
  return [step, contrast, theme].join('_');
}

/** One press of a button of the display bar. */
export function changeDisplay(display: Display, name: string, value: string): Display {
  return parseDisplay(formatDisplay({ ...display, [name]: value }));
}

/** Attributes of `<html>` that tokens.css listens to. */
export function displayAttributes({ step, contrast, theme }: Display): string {
  const theirs = theme === 'auto' ? '' : ` data-theme="${theme}"`;
  return `data-step="${step}" data-contrast="${contrast}"${theirs}`;
}
