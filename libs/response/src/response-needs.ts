import { Injectable } from '@nestjs/common';
import { Audit } from '@rapfang/audit';
import { Clock } from '@rapfang/platform';
import { ResponseCommentStore } from './response-comment.store.js';
import { ResponsePublication } from './response-publication.js';
import { ResponseSubject } from './response-subject.js';

/** What answering leans on besides its own table. */
@Injectable()
export class ResponseNeeds {
  constructor(
    readonly comments: ResponseCommentStore,
    readonly subject: ResponseSubject,
    readonly publication: ResponsePublication,
    readonly audit: Audit,
    readonly clock: Clock,
  ) {}
}
