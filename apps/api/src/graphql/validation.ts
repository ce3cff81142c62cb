import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { DomainError, ErrorCode } from '@rapfang/platform';

export interface Violation {
  field: string;
  params: Record<string, string | number>;
}

/** Several fields of one input refused at once; the first one stands in the error itself. */
export class ViolationsError extends DomainError {
  constructor(readonly violations: Violation[]) {
    super(ErrorCode.VALIDATION, violations[0] ?? {});
  }
}

/** Checks every input by its class-validator marks; unknown fields are refused, never dropped in silence. */
export function inputValidation(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    exceptionFactory: (errors) => new ViolationsError(errors.flatMap((error) => violationsOf(error, ''))),
  });
}

function violationsOf(error: ValidationError, parent: string): Violation[] {
  const field = parent ? `${parent}.${error.property}` : error.property;
  const own = Object.keys(error.constraints ?? {}).map((rule) => {
    const numbers = /\b\d+\b/.exec(error.constraints?.[rule] ?? '');
    return { field, params: { rule, ...(numbers && { limit: Number(numbers[0]) }) } };
  });
  return [...own, ...(error.children ?? []).flatMap((child) => violationsOf(child, field))];
}
