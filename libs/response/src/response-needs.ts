import { Injectable } from '@nestjs/common';
import { ResponseCommentStore } from './response-comment.store.js';
import { ResponsePublication } from './response-publication.js';
import { ResponseRecord } from './response-record.js';
import { ResponseSubject } from './response-subject.js';

/** What answering leans on besides the rooms below. */
@Injectable()
export class ResponseNeeds {
  constructor(
    readonly record: ResponseRecord,
    readonly links: ResponseCommentStore,
    readonly subject: ResponseSubject,
    readonly publication: ResponsePublication,
  ) {}
}
