import { ApolloDriver } from '@nestjs/apollo';
import { Inject, Injectable } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import { ModuleRef } from '@nestjs/core';
import type { GraphQLFormattedError } from 'graphql';
import { print, type DocumentNode } from 'graphql';
import { UploadService } from '@rapfang/comment';
import { ExportService } from '@rapfang/privacy';
import { DomainError, ENVIRONMENT, ErrorCode, type Environment } from '@rapfang/platform';
import { formatError } from '../graphql/error-format.js';
import { OperationContexts, type Caller } from '../graphql/operation-context.js';
import type { Violation } from '../graphql/validation.js';
import { Actors, type CookieToSet, type OperationContext } from '@rapfang/access';
import { demoToken } from './demo-token.js';
import type { WebBridge, WebError } from './web-bridge.js';

/** Printed once per document: the web's operations are constants of its build. */
const printed = new WeakMap<DocumentNode, string>();

/** What goes in and out as a file, past GraphQL. */
@Injectable()
export class WebFiles {
  constructor(
    readonly uploads: UploadService,
    readonly exports: ExportService,
  ) {}
}

/** Makes the web's door to the api: GraphQL in process, under the caller's own session. */
@Injectable()
export class WebBridges {
  constructor(
    private readonly contexts: OperationContexts,
    private readonly files: WebFiles,
    private readonly actors: Actors,
    private readonly modules: ModuleRef,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  /** One bridge per web request; who asks is looked up when first needed, and again after a cookie changed. */
  make(caller: Caller): WebBridge {
    const cookies: WebBridge['cookies'] = [];
    let context: Promise<OperationContext> | null = null;
    let changed = false;
    const onCookie = (cookie: CookieToSet) => {
      cookies.push(cookie);
      changed = true;
    };
    const contextOf = async () => {
      const made = await (context ??= this.contexts.make({ ...caller, onCookie }));
      // An operation signed in or out: whoever draws the page after it is somebody else.
      if (changed) made.ctx = { ...made.ctx, actor: await this.actors.fromCookies(made.cookies) };
      changed = false;
      return made;
    };
    return {
      cookies,
      demo: this.environment.demo,
      demoToken: demoToken(this.environment),
      publicUrl: this.environment.publicUrl,
      graphql: async (document, variables) => {
        const contextValue = await contextOf();
        contextValue.ctx.loaders.clear();
        const { body } = await this.apollo().executeOperation(
          { query: textOf(document), variables },
          { contextValue },
        );
        if (body.kind !== 'single') throw new Error('The web asks for whole answers only.');
        const { data, errors } = body.singleResult;
        return (
          errors ? { data: data ?? null, errors: errors.flatMap(webErrors) } : { data, errors: null }
        ) as never;
      },
      upload: async ({ name, bytes }, clientId) => {
        const contextValue = await contextOf();
        const actor = this.actors.rememberGuest(contextValue.ctx.actor, contextValue.cookies, clientId);
        const ctx = { ...contextValue.ctx, actor };
        try {
          return { data: await this.files.uploads.store(ctx, { name, bytes }), errors: null };
        } catch (error) {
          return { data: null, errors: webErrors(formatError(error, ctx.requestId)) };
        }
      },
      exportData: async (request) => {
        const { ctx } = await contextOf();
        try {
          return { data: await this.files.exports.open(ctx, request), errors: null };
        } catch (error) {
          return { data: null, errors: webErrors(formatError(error, ctx.requestId)) };
        }
      },
    };
  }

  private apollo() {
    const driver = this.modules.get(GraphQLModule, { strict: false }).graphQlAdapter;
    if (!(driver instanceof ApolloDriver)) throw new DomainError(ErrorCode.UNAVAILABLE);
    return driver.instance;
  }
}

function textOf(document: DocumentNode): string {
  let text = printed.get(document);
  if (!text) printed.set(document, (text = print(document)));
  return text;
}

/** One error for each field that is wrong. */
function webErrors({ extensions = {} }: GraphQLFormattedError): WebError[] {
  const { code, field, params, requestId, violations } = extensions as unknown as WebError & {
    violations?: Violation[];
  };
  const one = { code: code ?? ErrorCode.INTERNAL, field: field ?? null, params: params ?? {}, requestId };
  return violations ? violations.map((violation) => ({ ...one, ...violation })) : [one];
}
