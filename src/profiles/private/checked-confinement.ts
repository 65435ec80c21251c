import { mustBe, members, text } from '../../ground/fields';
import { ConfinementOptions } from '../../values/confinement-options';

/**
 * A part of a label ends at a colon; only the level has some of its own.
 * https://github.com/SELinuxProject/selinux-notebook/blob/main/src/security_context.md
 */
const PART = text('letters, digits and signs without spaces and ":"', value => /^[^\s:]+$/.test(value));
const SE_LINUX = members({
  user: PART,
  role: PART,
  type: PART,
  level: text('a level without spaces, for example "s0:c123,c456"', value => /^[^\s]+$/.test(value)),
});

/**
 * Throws on limits of the kernel that are wrong in themselves.
 *
 * @param where the setting that they stand in, in the words of users.
 */
export function checkConfinement(where: string, { seLinux }: ConfinementOptions): void {
  mustBe(SE_LINUX, { ...seLinux }, `seLinux of ${where}`, 'leave out what the container runtime is to choose, and give the rest as "ls -Z" shows it');
}
