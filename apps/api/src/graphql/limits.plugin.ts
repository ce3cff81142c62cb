import type { ApolloServerPlugin } from '@apollo/server';
import {
  fieldExtensionsEstimator,
  getComplexity,
  simpleEstimator,
  type ComplexityEstimator,
} from 'graphql-query-complexity';
import { DomainError, ErrorCode, PAGE_DEFAULT, PAGE_MOST } from '@rapfang/platform';
import type { OperationContext } from '@rapfang/access';
import { Kind, type DocumentNode, type GraphQLSchema, type SelectionNode } from 'graphql';

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
  const costs = new KnownCosts();
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, document, operation, request, operationName }) {
          const roots = countRoots(document, operation?.selectionSet.selections ?? []);
          if (roots > ROOTS_MOST) {
            throw new DomainError(ErrorCode.TOO_COMPLEX, { params: { cost: roots, limit: ROOTS_MOST } });
          }
          const variables = request.variables ?? {};
          const cost = costs.of(document, operationName, variables, () =>
            costOf(schema, document, variables, operationName),
          );
          if (cost > COST_MOST) {
            throw new DomainError(ErrorCode.TOO_COMPLEX, { params: { cost, limit: COST_MOST } });
          }
        },
      };
    },
  };
}

/** What an operation costs, in fields. */
export function costOf(
  schema: GraphQLSchema,
  query: DocumentNode,
  variables: Record<string, unknown>,
  operationName?: string | null,
): number {
  return getComplexity({
    schema,
    query,
    variables,
    ...(operationName && { operationName }),
    estimators: [fieldExtensionsEstimator(), connections, simpleEstimator({ defaultComplexity: 1 })],
  });
}

/** Fields at the root of an operation, aliases each counted: the largest page of ours asks for five. */
const ROOTS_MOST = 20;

function countRoots(document: DocumentNode, selections: readonly SelectionNode[]): number {
  return selections.reduce((sum, selection) => {
    if (selection.kind === Kind.FIELD) return sum + 1;
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection
        : document.definitions.find(
            (one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === selection.name.value,
          );
    return (
      sum +
      (fragment && 'selectionSet' in fragment
        ? countRoots(document, fragment.selectionSet?.selections ?? [])
        : 0)
    );
  }, 0);
}

/** Costs kept for one document: as many as it is sent with different sizes. */
const SIZES_MOST = 50;

/**
 * Costs of documents that came before, while Apollo keeps the document. A cost follows from the
 * operation and from what may be a size or a switch among the variables: numbers and booleans.
 */
class KnownCosts {
  readonly #byDocument = new WeakMap<DocumentNode, Map<string, number>>();

  of(
    document: DocumentNode,
    operationName: string | null | undefined,
    variables: Record<string, unknown>,
    count: () => number,
  ): number {
    const key = JSON.stringify([operationName, variables], (_name, value: unknown) =>
      typeof value === 'string' ? '' : value,
    );
    let costs = this.#byDocument.get(document);
    if (!costs) this.#byDocument.set(document, (costs = new Map()));
    let cost = costs.get(key);
    if (cost === undefined) {
      cost = count();
      if (costs.size >= SIZES_MOST) costs.clear();
      costs.set(key, cost);
    }
    return cost;
  }
}
