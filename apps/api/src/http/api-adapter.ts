import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { DomainError, ErrorCode, newId } from '@rapfang/platform';
import { ofFastify, sendRefusal } from './refusals.js';

/** Fastify under Nest, with errors and unknown paths answered in our own shape and not in Nest's. */
export class ApiAdapter extends FastifyAdapter {
  constructor(options: ConstructorParameters<typeof FastifyAdapter>[0]) {
    super(options as never);
    const fastify = this.instance as unknown as FastifyInstance;
    fastify.setErrorHandler((error, _request, reply) => {
      const known = ofFastify(error);
      return sendRefusal(reply, known.error, newId(), known.status);
    });
    fastify.setNotFoundHandler((_request, reply) => sendRefusal(reply, new DomainError(ErrorCode.NOT_FOUND)));
  }

  /** Nest would put its own in place of ours when it is initialised. */
  override setErrorHandler(): ReturnType<FastifyAdapter['setErrorHandler']> {
    return this.instance;
  }

  override setNotFoundHandler(): ReturnType<FastifyAdapter['setNotFoundHandler']> {
    return this.instance;
  }
}
