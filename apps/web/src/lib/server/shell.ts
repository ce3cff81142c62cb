import { ShellDocument } from '../graphql/generated';
import { fetchPage } from './api';

/** Pages of plain text need only the viewer, for the header. */
export const loadShell = (event: Parameters<typeof fetchPage>[0]) => fetchPage(event, ShellDocument, {});
