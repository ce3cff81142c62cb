import { definePermissions } from '@rapfang/access';

export const consultationPermissions = definePermissions('consultation', {
  read: { audience: ['ANYONE'], note: 'Rounds of a plan, and the opinions that documents report.' },
});
