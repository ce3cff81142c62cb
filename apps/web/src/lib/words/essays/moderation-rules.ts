import type { EssayInBoth } from './essay';

export const moderationRules: EssayInBoth = {
  th: {
    title: 'หลักเกณฑ์การกลั่นกรองความคิดเห็น',
    lead: 'ความคิดเห็นที่ถูกต้องตามกฎหมายเผยแพร่ได้ทุกความเห็น ไม่ว่าจะเห็นด้วยกับร่างหรือไม่ ผู้กลั่นกรองไม่แก้ถ้อยคำของท่าน',
    parts: [
      {
        heading: 'สิ่งที่ไม่เผยแพร่หรือถูกซ่อน',
        points: [
          'ข้อมูลส่วนบุคคลของผู้ใด เช่น เลขบัตรประชาชน หมายเลขโทรศัพท์ ที่อยู่',
          'ถ้อยคำหยาบคาย คุกคาม หรือยุยงให้เกลียดชัง',
          'เรื่องที่ไม่เกี่ยวกับแผน โฆษณา และข้อความซ้ำที่ส่งหลายครั้ง',
          'ข้อความที่อาจผิดกฎหมาย หรืออ่านไม่ได้',
        ],
      },
      {
        heading: 'ไม่มีอะไรหายไปเงียบ ๆ',
        points: [
          'ความคิดเห็นที่ถูกซ่อนหรือถอน ยังมีที่ของมันพร้อมวันที่และเหตุผล การตอบกลับของผู้อื่นยังอยู่',
          'ผู้เขียนเห็นสถานะและเหตุผลได้ด้วยรหัสใบรับ',
          'ทุกการตัดสินใจของผู้กลั่นกรองบันทึกว่าใครทำ เมื่อไร เพราะเหตุใด และไม่มีการลบ',
        ],
      },
      {
        heading: 'การแก้ไขและการถอน',
        paragraphs: ['ท่านแก้ไขหรือถอนความคิดเห็นของตนได้ขณะรอบเปิดรับ ข้อความก่อนแก้ไขเก็บไว้ในประวัติ'],
      },
    ],
  },
  en: {
    title: 'Rules of moderation',
    lead: 'Every lawful opinion is published, whether it agrees with the draft or not. Moderators do not change your words.',
    parts: [
      {
        heading: 'What is not published, or is hidden',
        points: [
          'Anybody’s personal data, such as ID numbers, telephone numbers and addresses.',
          'Abuse, threats and incitement to hatred.',
          'What is not about the plan, advertising, and the same text sent many times.',
          'What may be unlawful, or cannot be read.',
        ],
      },
      {
        heading: 'Nothing vanishes in silence',
        points: [
          'A hidden or withdrawn comment keeps its place, with date and reason; replies by others stay.',
          'The author sees the state and the reason with the receipt code.',
          'Each decision is recorded with who, when and why; nothing is deleted.',
        ],
      },
      {
        heading: 'Editing and withdrawing',
        paragraphs: [
          'You can edit or withdraw your comment while the round is open. Earlier texts stay in the history.',
        ],
      },
    ],
  },
};
