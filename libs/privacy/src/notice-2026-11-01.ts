import type { ConsentText } from './consent-text.js';

/** The first privacy notice. Never changed: those who agreed to it can read it as it was. */
export const notice20261101: ConsentText = {
  purpose: 'ACCOUNT',
  version: 'notice-2026-11-01',
  since: '2026-11-01',
  title: { th: 'ความเป็นส่วนตัว (PDPA)', en: 'Privacy (PDPA)' },
  text: {
    th: 'เราเก็บเท่าที่จำเป็นต่อการรับฟังและการตอบ และบอกว่าเก็บอะไร เพื่ออะไร',
    en: 'We keep what hearing and answering you needs, and say what and why.',
  },
  parts: [
    {
      heading: { th: 'สิ่งที่เผยแพร่', en: 'What is published' },
      points: [
        {
          th: 'ข้อความ จุดยืน ไฟล์แนบ วันที่ และชื่อที่ท่านเลือกให้แสดง เผยแพร่ต่อสาธารณะ',
          en: 'Your text, stance, attachments, the date and the name you chose to show are public.',
        },
        { th: 'ถ้าไม่ใส่ชื่อ จะแสดงเป็น “ประชาชน”', en: 'Without a name it shows “Citizen”.' },
        {
          th: 'โปรดอย่าใส่เลขบัตรประชาชน หมายเลขโทรศัพท์ หรือที่อยู่ ในข้อความ ผู้กลั่นกรองจะซ่อนข้อความที่มีข้อมูลเหล่านี้',
          en: 'Please leave out ID numbers, telephone numbers and addresses; a moderator hides texts that hold them.',
        },
      ],
    },
    {
      heading: { th: 'สิ่งที่ไม่เผยแพร่', en: 'What is not' },
      points: [
        {
          th: 'อีเมลสำหรับแจ้งคำตอบ ใช้เพื่อส่งใบรับและแจ้งผลเท่านั้น',
          en: 'The e-mail address for the answer is used only to send the receipt and the answer.',
        },
        {
          th: 'จังหวัด ช่วงอายุ ประเภทผู้ให้ความเห็น และความพิการ เก็บเมื่อท่านให้ความยินยอมเท่านั้น เผยแพร่เป็นจำนวนรวมของกลุ่มตั้งแต่ 5 คนขึ้นไป และไม่แสดงคู่กับความคิดเห็นใด',
          en: 'Province, age, kind of participant and disability are kept only with your consent, published only as totals of groups of five or more, and never next to a comment.',
        },
      ],
    },
    {
      heading: { th: 'สิ่งที่เก็บในเครื่องของท่าน', en: 'What is kept on your device' },
      points: [
        {
          th: 'คุกกี้จำการตั้งค่าการแสดงผล คุกกี้ของผู้ไม่เข้าสู่ระบบเพื่อให้แก้ไขความคิดเห็นและนับการเห็นด้วยครั้งเดียว และคุกกี้การเข้าสู่ระบบ',
          en: 'A cookie for the display settings, one for guests (so that you can edit your comment, and support counts once), and one for signing in.',
        },
        {
          th: 'ร่างความคิดเห็นที่เขียนค้าง เก็บในเบราว์เซอร์ของเครื่องนี้ไม่เกิน 30 วัน ลบได้ด้วยปุ่ม “ล้างร่าง” และลบเองเมื่อส่งสำเร็จ',
          en: 'A half-written comment is kept in this browser for up to 30 days. “Clear the draft” removes it, and so does sending.',
        },
        {
          th: 'ไม่มีคุกกี้โฆษณา และไม่มีการติดตามจากเว็บอื่น',
          en: 'There are no advertising cookies and no tracking by other sites.',
        },
      ],
    },
    {
      heading: { th: 'สิทธิของท่าน', en: 'Your rights' },
      points: [
        {
          th: 'ท่านขอดู แก้ไข ขอสำเนา ขอลบ หรือถอนความยินยอมเกี่ยวกับข้อมูลส่วนบุคคลของท่านได้ตามพระราชบัญญัติคุ้มครองข้อมูลส่วนบุคคล พ.ศ. 2562 โดยติดต่อหน่วยงานผู้จัดรอบการรับฟัง',
          en: 'Under the Personal Data Protection Act B.E. 2562 (2019) you may see, correct, copy or erase your personal data, or take back consent. Contact the agency that runs the round.',
        },
        {
          th: 'ความคิดเห็นที่ถอนจะเหลือเพียงวันที่ในบันทึกสาธารณะ',
          en: 'Of a withdrawn comment only its date stays in the public record.',
        },
      ],
    },
  ],
};
