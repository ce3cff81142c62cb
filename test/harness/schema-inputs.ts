import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';

/** An id as ours are, of nothing. */
export const NO_ID = '01ARZ3NDEKTSV4RRFFQ69G5FAV';

/** A value of the type that passes GraphQL. @param text what stands for every text and id */
export function sample(type: GraphQLInputType, text = NO_ID): unknown {
  if (isNonNullType(type)) return sample(type.ofType, text);
  if (isListType(type)) return [sample(type.ofType, text)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
    return Object.fromEntries(required.map((field) => [field.name, sample(field.type, text)]));
  }
  return { Int: 1, Float: 1, Boolean: true }[type.name] ?? text;
}

/** `Mutation submitComment` in the schema. */
export function operationField(schema: GraphQLSchema, name: string): GraphQLField<unknown, unknown> {
  const [kind, field] = name.split(' ') as [string, string];
  const parent = kind === 'Query' ? schema.getQueryType() : schema.getMutationType();
  const found = parent?.getFields()[field];
  if (!found) throw new Error(`${name} is not in the schema.`);
  return found;
}

/** Text of an operation with those arguments as variables. @param selection what is asked of the answer */
export function operationQuery(
  name: string,
  { name: field, type }: GraphQLField<unknown, unknown>,
  args: readonly GraphQLArgument[],
  selection = '__typename',
): string {
  const [kind] = name.split(' ') as [string];
  const head =
    args.length > 0 ? `(${args.map((one) => `$${one.name}: ${String(one.type)}`).join(', ')})` : '';
  const pass = args.length > 0 ? `(${args.map((one) => `${one.name}: $${one.name}`).join(', ')})` : '';
  const body = isLeafType(getNamedType(type)) ? '' : ` { ${selection} }`;
  return `${kind.toLowerCase()}${head} { ${field}${pass}${body} }`;
}

/** The operation with every argument it must have, asking for no more than it must. */
export function operationText(
  schema: GraphQLSchema,
  name: string,
): { query: string; variables: Record<string, unknown> } {
  const found = operationField(schema, name);
  const args = found.args.filter(({ type }) => isNonNullType(type));
  return {
    query: operationQuery(name, found, args),
    variables: Object.fromEntries(args.map((one) => [one.name, sample(one.type)])),
  };
}

/** Every field of the answer that needs no argument, `depth` objects deep. */
export function selectionOf(field: GraphQLField<unknown, unknown>, depth: number): string {
  const type = getNamedType(field.type);
  if (!isObjectType(type)) return '__typename';
  const fields = Object.values(type.getFields()).filter(
    ({ args }) => !args.some((one) => isNonNullType(one.type) && one.defaultValue === undefined),
  );
  const parts = fields.flatMap((one) => {
    if (isLeafType(getNamedType(one.type))) return [one.name];
    return depth > 1 && isObjectType(getNamedType(one.type))
      ? [`${one.name} { ${selectionOf(one, depth - 1)} }`]
      : [];
  });
  return ['__typename', ...parts].join(' ');
}
