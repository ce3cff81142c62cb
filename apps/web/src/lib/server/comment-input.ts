import { createHash } from 'node:crypto';
import type { WebBridge, WebError } from '../bridge';
import { bodyMost, consentVersion, fileMost, filesMost, lengthOf, type CommentValues } from '../comment-form';
import type {
  AgeBand,
  ParticipantInput,
  ParticipantKind,
  Stance,
  SubmitCommentInput,
} from '../graphql/generated';

const text = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};

export function readValues(form: FormData): CommentValues {
  return {
    // Browsers send line ends as CR LF, which would count twice.
    body: text(form, 'body').replaceAll('\r\n', '\n'),
    stance: text(form, 'stance'),
    displayName: text(form, 'displayName'),
    email: text(form, 'email').trim(),
    organisationId: text(form, 'organisationId'),
    province: text(form, 'province'),
    ageBand: text(form, 'ageBand'),
    kind: text(form, 'kind'),
    disability: text(form, 'disability'),
    consent: form.get('consent') === 'yes',
  };
}

export const readFiles = (form: FormData): File[] =>
  form.getAll('files').filter((value): value is File => value instanceof File && value.size > 0);

const wrong = (field: string, rule: string, params: WebError['params'] = {}): WebError => ({
  code: 'VALIDATION',
  field,
  params: { rule, ...params },
  requestId: '',
});

/** What can be told without the API, all at once, so that nobody fixes one field to learn of the next. */
export function checkValues(values: CommentValues, files: File[]): WebError[] {
  const errors: WebError[] = [];
  if (values.body.trim() === '') errors.push(wrong('body', 'required'));
  else if (lengthOf(values.body.trim()) > bodyMost)
    errors.push(wrong('body', 'maxLength', { limit: bodyMost }));
  if (values.email !== '' && !/^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(values.email))
    errors.push(wrong('email', 'email'));
  if (files.length > filesMost) errors.push(wrong('uploadIds', 'arrayMaxSize', { limit: filesMost }));
  for (const file of files) {
    if (file.size > fileMost * 1024 * 1024)
      errors.push(wrong('uploadIds', 'maxSize', { limit: fileMost, name: file.name }));
  }
  if (participantOf(values) && !values.consent) errors.push(wrong('participant.consentVersion', 'consent'));
  return errors;
}

/** Hands the files to the API; either all their ids or what is wrong with them. */
export async function uploadFiles(
  bridge: WebBridge,
  files: File[],
  clientId: string,
): Promise<{ ids: string[]; errors: WebError[] }> {
  const ids: string[] = [];
  const errors: WebError[] = [];
  for (const file of files) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const result = await bridge.upload({ name: file.name, bytes }, clientId);
    if (result.errors)
      errors.push(
        ...result.errors.map((error) => ({
          ...error,
          field: 'uploadIds',
          params: { name: file.name, ...error.params },
        })),
      );
    else ids.push(result.data.id);
  }
  return { ids, errors };
}

export interface CommentTarget {
  planKey: string;
  sectionKey: string;
  parentId: string | null;
}

export function commentInput(
  target: CommentTarget,
  values: CommentValues,
  renderId: string,
): SubmitCommentInput {
  return {
    ...target,
    clientId: clientIdOf(renderId, target, values.body),
    body: values.body,
    stance: (values.stance || null) as Stance | null,
    language: /[\u0e00-\u0e7f]/.test(values.body) ? 'TH' : 'EN',
    displayName: values.displayName.trim() || null,
    email: values.email || null,
    organisationId: values.organisationId || null,
    participant: participantOf(values),
  };
}

/**
 * The same text sent again from the same rendered form is the same comment (a double click, a retry);
 * another text from a form that the browser brought back is another.
 */
function clientIdOf(renderId: string, target: CommentTarget, body: string): string {
  const seed = [renderId, target.planKey, target.sectionKey, target.parentId ?? '', body].join('\n');
  return `web-${createHash('sha256').update(seed).digest('hex').slice(0, 40)}`;
}

function participantOf({ province, ageBand, kind, disability }: CommentValues): ParticipantInput | null {
  if (!province && !ageBand && !kind && !disability) return null;
  return {
    province: province || null,
    ageBand: (ageBand || null) as AgeBand | null,
    kind: (kind || null) as ParticipantKind | null,
    disability: disability === '' ? null : disability === 'yes',
    consentVersion,
  };
}
