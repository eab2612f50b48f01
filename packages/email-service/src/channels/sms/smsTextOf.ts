import type { Delivery } from '../../domain/Delivery.ts';
import { cutGsm, gsmLength, toGsm } from './gsmText.ts';

/** One message of the GSM alphabet, and so one price. */
export const SMS_LENGTH = 160;
const START = 'Saved: ';
const UNNAMED = 'a note';
/** Instead of an address that leaves no room for the title, or that the alphabet cannot write. */
const NO_LINK = ' (open Notes to read it)';
const LEAST_TITLE = 20;

export function smsTextOf({ data = {} }: Pick<Delivery, 'data'>): string {
  const { noteUrl = '', title = '' } = data;
  const end = endOf(noteUrl);
  const room = SMS_LENGTH - gsmLength(START) - gsmLength(end);
  return START + cutGsm(toGsm(title) || UNNAMED, room) + end;
}

export function codeTextOf(code: string, minutes: number): string {
  return `Notes: your code is ${code}. It ends in ${minutes} minutes. Did you not ask for it? Then ignore this message.`;
}

function endOf(noteUrl: string): string {
  if (noteUrl === '') return '';
  const most = SMS_LENGTH - gsmLength(START) - LEAST_TITLE - 1;
  const fits = toGsm(noteUrl) === noteUrl && gsmLength(noteUrl) <= most;
  return fits ? ` ${noteUrl}` : NO_LINK;
}
