import type { RequestEvent } from '@sveltejs/kit';
import { ResendInvitationDocument, RevokeInvitationDocument } from '../graphql/generated';
import { act } from '../server/api';
import { settle, textOf } from './people-form.server';

type Event = Pick<RequestEvent, 'locals' | 'url' | 'request'>;

/** Acts on an open invitation, the same on every page that lists some. */
export const invitationActs = {
  resend: async (event: Event) => {
    const form = await event.request.formData();
    const id = textOf(form, 'id');
    const result = await act(event, ResendInvitationDocument, { id });
    return settle(event, result, { id: `resend-${id}`, done: 'resent', form });
  },
  revoke: async (event: Event) => {
    const form = await event.request.formData();
    const id = textOf(form, 'id');
    const result = await act(event, RevokeInvitationDocument, {
      input: { id, reason: textOf(form, 'reason') },
    });
    return settle(event, result, { id: `revoke-${id}`, done: 'revoked', form });
  },
};
