import type { ApolloServerPlugin } from '@apollo/server';
import {
  fieldExtensionsEstimator,
  getComplexity,
  simpleEstimator,
  type ComplexityEstimator,
} from 'graphql-query-complexity';
import { DomainError, ErrorCode, PAGE_DEFAULT, PAGE_MOST } from '@rapfang/platform';
import type { OperationContext } from '@rapfang/access';

/** A section page with 50 comments, their replies, tags and responses costs about a tenth of it. */
export const COST_MOST = 50_000;

/** A connection costs its size times what one item costs; sizes given as variables count too. */
const connections: ComplexityEstimator = ({ args, childComplexity, field }) => {
  const size = (args['first'] ?? args['last']) as number | undefined;
  const isConnection = field.args.some((argument) => argument.name === 'first');
  if (!isConnection) return undefined;
  // A larger page than the largest is refused by name when it is read; here it only must not look cheap.
  return 1 + Math.min(Math.max(1, size ?? PAGE_DEFAULT), PAGE_MOST) * childComplexity;
};

/** Refuses an operation that would cost too much, before anything is read. */
export function limitsPlugin(): ApolloServerPlugin<OperationContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, document, request, operationName }) {
          const cost = getComplexity({
            schema,
            query: document,
            variables: request.variables ?? {},
            ...(operationName && { operationName }),
            estimators: [connections, fieldExtensionsEstimator(), simpleEstimator({ defaultComplexity: 1 })],
          });
          if (cost > COST_MOST) {
            throw new DomainError(ErrorCode.TOO_COMPLEX, { params: { cost, limit: COST_MOST } });
          }
        },
      };
    },
  };
}
