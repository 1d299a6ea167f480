/// Letters to owners: written in their language, sent by SMTP.
@NullMarked
package nightjar.portal.mail;

import org.jspecify.annotations.NullMarked;
