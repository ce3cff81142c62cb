import type { EssayInBoth } from './essay';

export const about: EssayInBoth = {
  th: {
    title: 'เกี่ยวกับการรับฟัง',
    lead: 'รับฟังเป็นที่ให้ประชาชน หน่วยงาน และองค์กร อ่านร่างแผน แสดงความคิดเห็น และติดตามว่าหน่วยงานตอบอย่างไร',
    parts: [
      {
        heading: 'ความคิดเห็นหนึ่งเดินทางอย่างไร',
        points: [
          'ท่านแสดงความคิดเห็นต่อส่วนใดของร่างก็ได้ ไม่ต้องมีบัญชี ระบบบันทึกและให้รหัสใบรับทันที',
          'ความคิดเห็นเผยแพร่ตามวิธีกลั่นกรองของรอบนั้น ซึ่งบอกไว้ใต้แบบฟอร์มทุกครั้ง',
          'เจ้าหน้าที่จัดความคิดเห็นเข้ากับยุทธศาสตร์หรือมาตรการที่เกี่ยวข้อง',
          'ผู้ยกร่างพิจารณาและชี้แจงพร้อมเหตุผล ไม่ว่าจะรับหรือไม่รับ',
          'ถ้าร่างเปลี่ยน คำชี้แจงจะชี้ไปยังส่วนที่เปลี่ยน ท่านตามดูได้ด้วยรหัสใบรับ',
        ],
      },
      {
        heading: 'ข้อมูลในระบบนี้มาจากไหน',
        paragraphs: [
          'ชื่อแผน ยุทธศาสตร์ มาตรการ โครงการ หน่วยงาน งบประมาณ และค่าเป้าหมาย มาจากเอกสารที่ประกาศไว้ คำแปลภาษาอังกฤษเป็นคำแปลของเรา ไม่ใช่ฉบับทางการ',
          'สิ่งใดเป็นตัวอย่างเพื่อการสาธิต มีป้ายบอกไว้ที่สิ่งนั้น สิ่งใดที่เอกสารไม่ได้ระบุ เราบอกว่าไม่ทราบ',
        ],
      },
      {
        heading: 'ช่องทางอื่น',
        paragraphs: [
          'ผู้ที่ไม่สะดวกใช้เว็บ ส่งความคิดเห็นทางไปรษณีย์ โทรศัพท์ หรือในเวทีประชุมได้ตามที่ประกาศของแต่ละรอบ เจ้าหน้าที่จะบันทึกเข้าระบบโดยแสดงช่องทางไว้เสมอ และมีสิทธิได้รับคำตอบเท่ากัน',
        ],
      },
    ],
  },
  en: {
    title: 'About the consultation',
    lead: 'Rapfang is where citizens, agencies and organisations read a draft plan, say what they think and see how the agency answered.',
    parts: [
      {
        heading: 'The way of a comment',
        points: [
          'You comment on any section of the draft, with no account. It is saved and you get a receipt code at once.',
          'It is published by the moderation rule of that round, which stands below every form.',
          'Staff tie it to the strategy or measure it is about.',
          'The drafters consider it and answer with a reason, whether they accept it or not.',
          'If the draft changes, the answer points at the changed section. You can follow it with your code.',
        ],
      },
      {
        heading: 'Where the content comes from',
        paragraphs: [
          'Titles, strategies, measures, projects, agencies, budgets and targets come from the published documents. English texts are our translations, not official ones.',
          'Whatever is a demonstration sample says so where it stands. What the documents do not state is shown as not known.',
        ],
      },
      {
        heading: 'Other ways to take part',
        paragraphs: [
          'Those who would rather not use the web can comment by post, by telephone or at a meeting, as each round announces. Staff enter it with its channel shown, and it is owed an answer just the same.',
        ],
      },
    ],
  },
};
