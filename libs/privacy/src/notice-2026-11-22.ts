import type { ConsentText } from './consent-text.js';
import { notice20261101 } from './notice-2026-11-01.js';

const [published, notPublished, device] = notice20261101.parts as [
  ConsentText['parts'][number],
  ConsentText['parts'][number],
  ConsentText['parts'][number],
];

/** Since then people see, download and erase their data themselves, and each round states its rule. */
export const notice20261122: ConsentText = {
  ...notice20261101,
  version: 'notice-2026-11-22',
  since: '2026-11-22',
  parts: [
    published,
    notPublished,
    device,
    {
      heading: { th: 'สิทธิของท่าน', en: 'Your rights' },
      points: [
        {
          th: 'หน้า “ข้อมูลของฉัน” ให้ท่านดูข้อมูลที่เก็บไว้ ดาวน์โหลดทั้งหมด ถอนความยินยอม และลบ ได้ด้วยตนเองตามพระราชบัญญัติคุ้มครองข้อมูลส่วนบุคคล พ.ศ. 2562 ใช้ได้ทั้งเมื่อเข้าสู่ระบบ จากเครื่องที่ใช้ส่งความคิดเห็น และด้วยรหัสใบรับ',
          en: 'On the page “My data” you see what is held, download all of it, take back consent and erase it yourself, under the Personal Data Protection Act B.E. 2562 (2019): signed in, from the device you commented with, or by a receipt code.',
        },
        {
          th: 'เมื่อลบข้อมูล ชื่อและสิ่งที่ไม่เผยแพร่จะถูกลบทั้งหมด ส่วนข้อความที่เผยแพร่แล้วจะอยู่ต่อโดยไม่มีชื่อ หรือถูกลบเหลือเพียงวันที่ ตามกติกาที่แต่ละรอบประกาศไว้',
          en: 'Erasing removes your name and everything that is not public. A published text stays without a name, or goes and leaves only its date, by the rule that each round states.',
        },
        {
          th: 'หากเห็นว่าสิทธิของท่านไม่ได้รับการเคารพ ติดต่อหน่วยงานผู้จัดรอบการรับฟัง หรือร้องเรียนต่อสำนักงานคณะกรรมการคุ้มครองข้อมูลส่วนบุคคล (สคส.)',
          en: 'If your rights were not respected, contact the agency that runs the round, or complain to the Office of the Personal Data Protection Committee (PDPC).',
        },
      ],
    },
  ],
};
