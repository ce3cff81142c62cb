import { describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { GraphQLError } from 'graphql';
import { formatError } from './error-format.js';

describe('formatError', () => {
  it('shows a fault of the compiled path, which comes without extensions, as INTERNAL and nothing more', () => {
    Logger.overrideLogger(false);
    const error = new GraphQLError('URI malformed', {
      path: ['a'],
      originalError: new URIError('URI malformed'),
    });
    Object.defineProperty(error, 'extensions', { value: undefined });
    expect(formatError(error, 'r1')).toMatchObject({
      message: 'INTERNAL',
      extensions: { code: 'INTERNAL', requestId: 'r1' },
    });
    expect(JSON.stringify(formatError(error, 'r1'))).not.toContain('URI');
  });
});
