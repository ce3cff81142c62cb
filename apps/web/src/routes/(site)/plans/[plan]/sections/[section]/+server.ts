import { json } from '@sveltejs/kit';
import { sendComment, supportComment } from '#lib/server/comment-actions.ts';
import type { RequestHandler } from './$types';

export const _access = { public: 'The same acts as the forms of the section, for its script.' };

/** The forms of this page, posted by script (`accept: application/json`); without script they post to the actions. */
export const POST: RequestHandler = async (event) => {
  const form = await event.request.formData();
  const { status, answer } =
    form.get('act') === 'support'
      ? await supportComment(event, form)
      : await sendComment(event, form, event.params.plan, event.params.section);
  return json(answer, { status });
};
