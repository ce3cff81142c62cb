import { registerEnumType } from '@nestjs/graphql';
import { Decision } from './moderation.rules.js';

registerEnumType(Decision, { name: 'Decision' });
