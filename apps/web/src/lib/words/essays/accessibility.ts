import type { EssayInBoth } from './essay';

export const accessibility: EssayInBoth = {
  th: {
    title: 'การเข้าถึงสำหรับทุกคน',
    lead: 'เราออกแบบตามแนวทาง WCAG 2.2 ระดับ AA และทดสอบทุกหน้าในเบราว์เซอร์ การทดสอบอัตโนมัติพบปัญหาได้เพียงบางส่วน หากท่านติดขัดตรงไหน โปรดบอกเรา',
    parts: [
      {
        heading: 'สิ่งที่ทำได้',
        points: [
          'ปรับขนาดตัวอักษร 4 ระดับ ความต่างสีสูง และพื้นมืด ที่แถบบนสุดของทุกหน้า ระบบจำไว้ให้',
          'ขยายหน้าจอได้ถึง 200% และใช้บนจอกว้าง 320 พิกเซลได้',
          'ใช้แป้นพิมพ์ได้ทุกส่วน มีลิงก์ข้ามไปยังเนื้อหา และเห็นตำแหน่งที่เลือกชัดเจน',
          'อ่านร่าง แสดงความคิดเห็น กดเห็นด้วย และติดตามด้วยรหัสใบรับ ได้โดยไม่ต้องใช้ JavaScript',
          'ข้อความที่เขียนค้างไม่หายเมื่อโหลดหน้าใหม่หรือขาดการเชื่อมต่อ',
          'ความคิดเห็นใหม่ไม่ดันข้อความที่กำลังอ่าน มีปุ่มให้กดดูเมื่อพร้อม',
        ],
      },
      {
        heading: 'ข้อจำกัดที่ทราบ',
        points: [
          'ไฟล์แนบของผู้อื่นอาจอ่านด้วยโปรแกรมอ่านหน้าจอไม่ได้',
          'บางส่วนของร่างมีเฉพาะภาษาไทย หน้าเว็บบอกไว้ทุกแห่งที่เป็นเช่นนั้น',
        ],
      },
    ],
  },
  en: {
    title: 'Accessibility',
    lead: 'We design to WCAG 2.2 level AA and test every page in a browser. Automatic tests find only part of what is wrong: if something stops you, please tell us.',
    parts: [
      {
        heading: 'What you can do',
        points: [
          'Choose among four letter sizes, high contrast and dark colours in the bar at the top of every page; it is remembered.',
          'Zoom to 200 %, and use a screen 320 pixels wide.',
          'Use everything by keyboard, with a skip link and a clear focus.',
          'Read, comment, support and follow a receipt without JavaScript.',
          'A half-written comment survives a reload or a lost connection.',
          'New comments never push away what you are reading: a button shows them when you are ready.',
        ],
      },
      {
        heading: 'Known limits',
        points: [
          'Attachments by others may not be readable with a screen reader.',
          'Parts of the draft are in Thai only; the page says so wherever that is the case.',
        ],
      },
    ],
  },
};
