import { Injectable } from '@nestjs/common';
import { ResponseService } from './response.service.js';
import { ReviseResponseService } from './revise-response.service.js';

/** The verbs of the room, for its resolver. */
@Injectable()
export class ResponseServices {
  constructor(
    readonly response: ResponseService,
    readonly revision: ReviseResponseService,
  ) {}
}
