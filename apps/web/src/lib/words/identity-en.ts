import type { IdentityWords } from './identity-th';

/** English words of signing in at a provider and of identities at providers. */
export const identityEn: IdentityWords = {
  identity: {
    providers: 'Identity providers',
    providersText: 'Use an account that you already have with a provider. We never see your password.',
    signInWith: (name) => `Sign in with ${name}`,
    title: 'Identities at providers',
    lead: 'The providers with which you can sign in here. We do not keep your legal name, and of a national ID only a code that cannot be turned back.',
    none: 'No identity at a provider yet',
    noProviders: 'This site is not connected to any identity provider.',
    verified: 'Verified identity',
    unverified: 'Not a verified identity',
    session: {
      VERIFIED:
        'You are signed in with a verified identity, and may comment in rounds that take only verified people.',
      EMAIL: 'You are signed in without a verified identity.',
    },
    added: 'Added',
    used: 'Last used',
    add: (name) => `Add ${name}`,
    proveAgain: (name) => `Prove yourself at ${name} again`,
    addText: 'The provider asks you to prove yourself anew, then brings you back here.',
    leaving: (name) => `Taking you to ${name}`,
    leave: (name) => `Go to ${name}`,
    leaveText: 'If the page does not change by itself, use this button.',
    remove: (name) => `Remove ${name}`,
    removeText:
      'You can no longer sign in this way, and other devices signed in with a provider are signed out. Without any verified identity left, this account no longer counts as verified.',
    removeSure: 'Yes, remove',
    lastWayIn:
      'It cannot be removed: it is the only way in which you can sign in. Add a passkey or another identity first.',
    manage: 'Manage identities at providers',
    done: { linked: 'The identity was added.', unlinked: 'The identity was removed.' },
    problems: {
      DENIED: (name) =>
        `You are not signed in: you turned back, or ${name} did not allow it. Try again, or use another way.`,
      EXPIRED: (name) =>
        `Signing in with ${name} took too long, was used already, or began in another browser. Please start again.`,
      UNAVAILABLE: (name) =>
        `${name} cannot be reached for the moment. Try again soon, or use another way to sign in.`,
      REFUSED: (name) =>
        `The answer of ${name} did not pass our checks, so you are not signed in. Start again; if it fails once more, use another way.`,
      RATE_LIMITED: () => 'Too many tries. Wait a moment and try again.',
      EMAIL_KNOWN: (name) =>
        `There is already an account with the e-mail address that ${name} gave. Sign in by e-mail link first, then add ${name} on your security page.`,
      SIGNED_IN: (name) =>
        `You are signed in already, and this identity at ${name} belongs to no account. Add it on your security page, or sign out first.`,
      IDENTITY_TAKEN: (name) =>
        `This identity at ${name} belongs to another account. Sign in to that account, or remove it there first.`,
      NUMBER_TAKEN: () =>
        'Another account has been verified with this national ID. One person has one verified account; sign in the way you did before.',
      NUMBER_DIFFERS: () =>
        'This account has been verified with another national ID, so the identity of somebody else cannot be added.',
    },
  },
  participation: {
    title: 'Who may comment in this round',
    who: 'People who may comment',
    names: { ANYONE: 'Anyone', SIGNED_IN: 'People signed in', VERIFIED: 'People with a verified identity' },
    about: {
      ANYONE: 'without signing in',
      SIGNED_IN: 'by e-mail link, passkey or identity provider',
      VERIFIED: 'a provider has checked who they are; who that is stays private',
    },
    reason: 'Reason, kept with the change',
    reasonMissing: 'Enter a reason for the change',
    save: 'Save',
    saved: 'Saved. It counts for comments sent from now on.',
    mayNot: 'The secretariat and administrators change this.',
  },
};
