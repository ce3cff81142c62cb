import { Inject, Injectable } from '@nestjs/common';
import { ENVIRONMENT, type Environment, type Language } from '@rapfang/platform';

/** Addresses on the public site; English pages stand under /en. */
@Injectable()
export class Links {
  constructor(@Inject(ENVIRONMENT) private readonly environment: Environment) {}

  receipt(language: Language, code: string): string {
    return `${this.environment.publicUrl}${language === 'en' ? '/en' : ''}/receipts/${encodeURIComponent(code)}`;
  }
}
