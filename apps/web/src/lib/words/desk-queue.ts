import { deskQueueEn } from './desk-queue-en';
import { deskQueueTh, type DeskQueueWords } from './desk-queue-th';
import type { Lang } from './index';

export type { DeskQueueWords };
export const deskQueueWords = (lang: Lang): DeskQueueWords => (lang === 'en' ? deskQueueEn : deskQueueTh);
