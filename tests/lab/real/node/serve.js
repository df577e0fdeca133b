'use strict';

// Nodemailer's smtp-server with no settings but its name, and with a banner.

const fs = require('fs');
const { SMTPServer } = require('smtp-server');

const tls = {
	key: fs.readFileSync('/lab/key.pem'),
	cert: fs.readFileSync('/lab/cert.pem'),
};

function serve(address, settings) {
	new SMTPServer({ name: 'mx.lab.example', ...tls, ...settings })
		.listen(2525, address);
}

serve('127.25.13.1', {});
serve('127.25.13.2', { banner: 'ESMTP' });
serve('127.25.13.3', { banner: '***********************' });
serve('127.25.13.4', { authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'] });
