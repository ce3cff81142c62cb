import { Injectable } from '@nestjs/common';
import { Clock, Database, newId, systemContext, type BilingualText } from '@rapfang/platform';
import { MembershipEntity, OrganisationEntity, PersonEntity, RoleGrantEntity } from './person.entity.js';
import type { Role } from './permission.js';

export interface DemoPersonFacts {
  key: string;
  role: Role | 'CITIZEN';
  displayName: BilingualText;
}

/** One-click people of the demonstration, one for each kind of user; the names are invented. */
export const DEMO_PEOPLE: readonly DemoPersonFacts[] = [
  { key: 'citizen', role: 'CITIZEN', displayName: { th: 'มาลี ใจดี', en: 'Malee Jaidee' } },
  { key: 'agency', role: 'AGENCY', displayName: { th: 'อนันต์ (หน่วยงาน)', en: 'Anan (agency)' } },
  { key: 'moderator', role: 'MODERATOR', displayName: { th: 'ปรียา (ผู้กลั่นกรอง)', en: 'Preeya (moderator)' } },
  {
    key: 'moderator-2',
    role: 'MODERATOR',
    displayName: { th: 'ธนกร (ผู้กลั่นกรอง)', en: 'Thanakorn (moderator)' },
  },
  { key: 'drafter', role: 'DRAFTER', displayName: { th: 'สุภาวดี (ผู้ยกร่าง)', en: 'Supawadee (drafter)' } },
  {
    key: 'secretariat',
    role: 'SECRETARIAT',
    displayName: { th: 'วิชัย (ฝ่ายเลขานุการ)', en: 'Wichai (secretariat)' },
  },
  {
    key: 'administrator',
    role: 'ADMINISTRATOR',
    displayName: { th: 'นภา (ผู้ดูแลระบบ)', en: 'Napha (administrator)' },
  },
];

/** Makes and finds the demonstration's people; called in demo mode only. */
@Injectable()
export class DemoPeople {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes whoever is missing.
   * @param agencyKey organisation in whose name the agency person speaks
   */
  async ensure(agencyKey: string): Promise<void> {
    await this.database.transaction(systemContext(), async (ctx) => {
      const manager = this.database.writing(ctx);
      const createdAt = this.clock.now();
      for (const { key, role, displayName } of DEMO_PEOPLE) {
        if (await manager.existsBy(PersonEntity, { demoKey: key })) continue;
        const personId = newId();
        await manager.insert(PersonEntity, {
          id: personId,
          email: `${key}@demo.invalid`,
          displayName: displayName.th,
          language: 'th',
          demoKey: key,
          createdAt,
        });
        if (role !== 'CITIZEN') {
          await manager.insert(RoleGrantEntity, { id: newId(), personId, role, scope: '*', createdAt });
        }
        if (role !== 'AGENCY') continue;
        const agency = await manager.findOne(OrganisationEntity, { where: { key: agencyKey } });
        if (agency) {
          await manager.insert(MembershipEntity, {
            id: newId(),
            personId,
            organisationId: agency.id,
            kind: 'MANAGER',
            createdAt,
          });
        }
      }
    });
  }

  /** Id of the person, or null when there is none (demo off, or not loaded yet). */
  async idOf(key: string): Promise<string | null> {
    const person = await this.database.reader.manager.findOne(PersonEntity, { where: { demoKey: key } });
    return person?.id ?? null;
  }
}
