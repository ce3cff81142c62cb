import { describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { GraphQLError } from 'graphql';
import { formatError } from './error-format.js';

/** As graphql-jit makes them: of the right kind, but without `extensions`. */
function compiledError(message: string, path?: (string | number)[]): GraphQLError {
  const error: unknown = Object.create(GraphQLError.prototype, {
    message: { value: message },
    path: { value: path },
    extensions: { value: undefined },
  });
  return error as GraphQLError;
}

describe('An error of the compiled path without extensions', () => {
  it('is the mistake of the request where nothing was resolved yet', () => {
    expect(formatError(compiledError('Variable "$n" got invalid value.'), 'r1')).toMatchObject({
      message: 'Variable "$n" got invalid value.',
      extensions: { code: 'BAD_REQUEST', requestId: 'r1' },
    });
  });

  it('is a fault of ours where a field failed, and is told to the log alone', () => {
    const logged = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    expect(formatError(compiledError('secret', ['section']), 'r2')).toMatchObject({
      message: 'INTERNAL',
      extensions: { code: 'INTERNAL', requestId: 'r2' },
    });
    expect(logged).toHaveBeenCalledTimes(1);
    logged.mockRestore();
  });
});
