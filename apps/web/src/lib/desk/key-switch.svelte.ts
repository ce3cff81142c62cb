const place = 'rapfang:desk:single-keys';

/** The person's choice about single-key shortcuts, kept on this device. */
class KeySwitch {
  on = $state(true);

  /** Called once in the browser; storage may be forbidden, then they are on. */
  read(): void {
    try {
      this.on = localStorage.getItem(place) !== 'off';
    } catch {
      this.on = true;
    }
  }

  set(on: boolean): void {
    this.on = on;
    try {
      localStorage.setItem(place, on ? 'on' : 'off');
    } catch {
      // Then it holds until the page is left.
    }
  }
}

export const singleKeys = new KeySwitch();
