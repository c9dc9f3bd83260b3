BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0006');
CREATE TABLE annotation (
	row_id INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	lesson_id VARCHAR NOT NULL, 
	author_id VARCHAR NOT NULL, 
	hand_in_id VARCHAR, 
	article_id VARCHAR NOT NULL, 
	category_id VARCHAR NOT NULL, 
	span_start INTEGER NOT NULL, 
	span_end INTEGER NOT NULL, 
	exact TEXT NOT NULL, 
	prefix TEXT NOT NULL, 
	suffix TEXT NOT NULL, 
	created DATETIME NOT NULL, 
	technique_id VARCHAR, 
	reason TEXT NOT NULL, 
	rewrite TEXT NOT NULL, 
	CONSTRAINT pk_annotation PRIMARY KEY (row_id), 
	CONSTRAINT fk_annotation_hand_in_id FOREIGN KEY(hand_in_id) REFERENCES hand_in (id) ON DELETE CASCADE, 
	CONSTRAINT fk_annotation_lesson_id_article_id FOREIGN KEY(lesson_id, article_id) REFERENCES article (lesson_id, id), 
	CONSTRAINT fk_annotation_lesson_id_category_id FOREIGN KEY(lesson_id, category_id) REFERENCES category (lesson_id, id)
);
INSERT INTO "annotation" VALUES(1,'00000000000000000000000000000003','canteen','00000000000000000000000000000002',NULL,'bugle','loaded-language',19,26,'slapped','The greedy canteen ',' a cruel price on soup 👩‍👩‍👧 tod','2026-05-04 08:00:04.500000',NULL,'It pushes: “slapped” 😡','');
INSERT INTO "annotation" VALUES(2,'00000000000000000000000000000005','canteen','00000000000000000000000000000002',NULL,'bugle','loaded-language',4,10,'greedy','The ',' canteen slapped a cruel price o','2026-05-04 08:00:09.000000','loaded-language-a','It judges.','raised');
INSERT INTO "annotation" VALUES(4,'00000000000000000000000000000009','canteen','00000000000000000000000000000002',NULL,'record','opinion',50,76,'It is a sad day for taste.',' the price of soup by 20 cents. ','','2026-05-04 08:00:18.000000',NULL,'It pushes: “It is a sad day for taste.” 😡','');
INSERT INTO "annotation" VALUES(5,'0000000000000000000000000000000b','canteen','00000000000000000000000000000002',NULL,'bugle','unsupported-claim',62,99,'Everyone knows it will only get worse','ruel price on soup 👩‍👩‍👧 today.
','. Soup costs 2.40 euros, the pri','2026-05-04 08:00:22.500000',NULL,'It pushes: “Everyone knows it will only get worse.” 😡','');
INSERT INTO "annotation" VALUES(6,'0000000000000000000000000000000d','canteen','00000000000000000000000000000002',NULL,'bugle','loaded-language',44,54,'soup 👩‍👩‍👧','anteen slapped a cruel price on ',' today.
Everyone knows it will o','2026-05-04 08:00:27.000000',NULL,'It pushes: “soup 👩‍👩‍👧” 😡','');
INSERT INTO "annotation" VALUES(7,'00000000000000000000000000000005','canteen','00000000000000000000000000000002','00000000000000000000000000000016','bugle','loaded-language',4,10,'greedy','The ',' canteen slapped a cruel price o','2026-05-04 08:00:09.000000','loaded-language-a','It judges.','raised');
INSERT INTO "annotation" VALUES(8,'00000000000000000000000000000003','canteen','00000000000000000000000000000002','00000000000000000000000000000016','bugle','loaded-language',19,26,'slapped','The greedy canteen ',' a cruel price on soup 👩‍👩‍👧 tod','2026-05-04 08:00:04.500000',NULL,'It pushes: “slapped” 😡','');
INSERT INTO "annotation" VALUES(9,'0000000000000000000000000000000d','canteen','00000000000000000000000000000002','00000000000000000000000000000016','bugle','loaded-language',44,54,'soup 👩‍👩‍👧','anteen slapped a cruel price on ',' today.
Everyone knows it will o','2026-05-04 08:00:27.000000',NULL,'It pushes: “soup 👩‍👩‍👧” 😡','');
INSERT INTO "annotation" VALUES(10,'0000000000000000000000000000000b','canteen','00000000000000000000000000000002','00000000000000000000000000000016','bugle','unsupported-claim',62,99,'Everyone knows it will only get worse','ruel price on soup 👩‍👩‍👧 today.
','. Soup costs 2.40 euros, the pri','2026-05-04 08:00:22.500000',NULL,'It pushes: “Everyone knows it will only get worse.” 😡','');
INSERT INTO "annotation" VALUES(11,'00000000000000000000000000000007','canteen','00000000000000000000000000000002','00000000000000000000000000000016','bugle','loaded-language',154,161,'robbery',', the price list says.
“This is ',',” said one parent.','2026-05-04 08:00:13.500000',NULL,'It pushes: “robbery” 😡','');
INSERT INTO "annotation" VALUES(12,'00000000000000000000000000000009','canteen','00000000000000000000000000000002','00000000000000000000000000000016','record','opinion',50,76,'It is a sad day for taste.',' the price of soup by 20 cents. ','','2026-05-04 08:00:18.000000',NULL,'It pushes: “It is a sad day for taste.” 😡','');
INSERT INTO "annotation" VALUES(13,'00000000000000000000000000000018','canteen','00000000000000000000000000000002',NULL,'record','loaded-language',70,75,'taste','y 20 cents. It is a sad day for ','.','2026-05-04 08:00:45.000000',NULL,'','');
INSERT INTO "annotation" VALUES(14,'00000000000000000000000000000007','canteen','00000000000000000000000000000002',NULL,'bugle','loaded-language',154,161,'robbery',', the price list says.
“This is ',',” said one parent.','2026-05-04 08:00:13.500000',NULL,'It pushes: “robbery” 😡','');
INSERT INTO "annotation" VALUES(15,'0000000000000000000000000000001d','canteen','0000000000000000000000000000001c',NULL,'bugle','loaded-language',19,26,'slapped','The greedy canteen ',' a cruel price on soup 👩‍👩‍👧 tod','2026-05-04 08:00:56.250000','loaded-language-a','It judges.','raised');
INSERT INTO "annotation" VALUES(16,'0000000000000000000000000000001f','canteen','0000000000000000000000000000001c',NULL,'record','loaded-language',58,65,'sad day','ce of soup by 20 cents. It is a ',' for taste.','2026-05-04 08:01:00.750000',NULL,'It pushes: “sad day” 😡','');
INSERT INTO "annotation" VALUES(17,'00000000000000000000000000000021','canteen','0000000000000000000000000000001c',NULL,'bugle','loaded-language',44,54,'soup 👩‍👩‍👧','anteen slapped a cruel price on ',' today.
Everyone knows it will o','2026-05-04 08:01:05.250000',NULL,'It pushes: “soup 👩‍👩‍👧” 😡','');
INSERT INTO "annotation" VALUES(19,'0000000000000000000000000000001d','canteen','0000000000000000000000000000001c','0000000000000000000000000000002c','bugle','loaded-language',19,26,'slapped','The greedy canteen ',' a cruel price on soup 👩‍👩‍👧 tod','2026-05-04 08:00:56.250000','loaded-language-a','It judges.','raised');
INSERT INTO "annotation" VALUES(20,'00000000000000000000000000000021','canteen','0000000000000000000000000000001c','0000000000000000000000000000002c','bugle','loaded-language',44,54,'soup 👩‍👩‍👧','anteen slapped a cruel price on ',' today.
Everyone knows it will o','2026-05-04 08:01:05.250000',NULL,'It pushes: “soup 👩‍👩‍👧” 😡','');
INSERT INTO "annotation" VALUES(21,'00000000000000000000000000000023','canteen','0000000000000000000000000000001c','0000000000000000000000000000002c','bugle','reporting',101,144,'Soup costs 2.40 euros, the price list says.','e knows it will only get worse. ','
“This is robbery,” said one par','2026-05-04 08:01:09.750000',NULL,'It pushes: “Soup costs 2.40 euros, the price list says.” 😡','');
INSERT INTO "annotation" VALUES(22,'0000000000000000000000000000001f','canteen','0000000000000000000000000000001c','0000000000000000000000000000002c','record','loaded-language',58,65,'sad day','ce of soup by 20 cents. It is a ',' for taste.','2026-05-04 08:01:00.750000',NULL,'It pushes: “sad day” 😡','');
INSERT INTO "annotation" VALUES(23,'0000000000000000000000000000002e','canteen','0000000000000000000000000000001c',NULL,'record','loaded-language',70,75,'taste','y 20 cents. It is a sad day for ','.','2026-05-04 08:01:27.750000',NULL,'','');
INSERT INTO "annotation" VALUES(24,'00000000000000000000000000000023','canteen','0000000000000000000000000000001c',NULL,'bugle','reporting',101,144,'Soup costs 2.40 euros, the price list says.','e knows it will only get worse. ','
“This is robbery,” said one par','2026-05-04 08:01:09.750000',NULL,'It pushes: “Soup costs 2.40 euros, the price list says.” 😡','');
CREATE TABLE answer (
	row_id INTEGER NOT NULL, 
	question_id VARCHAR NOT NULL, 
	lesson_id VARCHAR NOT NULL, 
	author_id VARCHAR NOT NULL, 
	hand_in_id VARCHAR, 
	text TEXT NOT NULL, 
	CONSTRAINT pk_answer PRIMARY KEY (row_id), 
	CONSTRAINT fk_answer_hand_in_id FOREIGN KEY(hand_in_id) REFERENCES hand_in (id) ON DELETE CASCADE, 
	CONSTRAINT fk_answer_lesson_id_question_id FOREIGN KEY(lesson_id, question_id) REFERENCES question (lesson_id, id)
);
INSERT INTO "answer" VALUES(1,'agree','canteen','00000000000000000000000000000002',NULL,'Both say that soup is dearer.
By 20 cents.');
INSERT INTO "answer" VALUES(2,'agree','canteen','00000000000000000000000000000002','00000000000000000000000000000016','Both say that soup is dearer.
By 20 cents.');
INSERT INTO "answer" VALUES(3,'agree','canteen','0000000000000000000000000000001c',NULL,'Both say that soup is dearer.
By 20 cents.');
INSERT INTO "answer" VALUES(4,'agree','canteen','0000000000000000000000000000001c','0000000000000000000000000000002c','Both say that soup is dearer.
By 20 cents.');
CREATE TABLE answer_key (
	lesson_id VARCHAR NOT NULL, 
	links JSON NOT NULL, 
	unscored JSON NOT NULL, 
	CONSTRAINT pk_answer_key PRIMARY KEY (lesson_id), 
	CONSTRAINT fk_answer_key_lesson_id FOREIGN KEY(lesson_id) REFERENCES lesson (id)
);
INSERT INTO "answer_key" VALUES('canteen','[]','[]');
CREATE TABLE article (
	lesson_id VARCHAR NOT NULL, 
	id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	retired BOOLEAN NOT NULL, 
	headline TEXT NOT NULL, 
	outlet TEXT NOT NULL, 
	byline TEXT NOT NULL, 
	date TEXT NOT NULL, 
	url TEXT NOT NULL, 
	body_hash VARCHAR NOT NULL, 
	blocks JSON NOT NULL, 
	sentences JSON NOT NULL, license TEXT DEFAULT '' NOT NULL, source_note TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_article PRIMARY KEY (lesson_id, id), 
	CONSTRAINT fk_article_body_hash FOREIGN KEY(body_hash) REFERENCES article_body (hash), 
	CONSTRAINT fk_article_lesson_id FOREIGN KEY(lesson_id) REFERENCES lesson (id)
);
INSERT INTO "article" VALUES('canteen','bugle',0,0,'Soup is dearer (The Bugle)','The Bugle','A. Writer','2026-05-04','','d3e3e0a0e96f71628672c83e113c87bc01a59adff603f0c10445229394455722','[[0,61,"paragraph"],[62,144,"paragraph"],[145,180,"paragraph"]]','[[0,61],[62,100],[101,144],[145,180]]','','');
INSERT INTO "article" VALUES('canteen','record',1,0,'Soup is dearer (School Record)','School Record','A. Writer','2026-05-04','','2e17cafeb008ccf32cf8b35d01b15d1731e45f4274a683be9fca8d8733e8bd32','[[0,76,"paragraph"]]','[[0,49],[50,76]]','','');
CREATE TABLE article_body (
	hash VARCHAR NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_article_body PRIMARY KEY (hash)
);
INSERT INTO "article_body" VALUES('d3e3e0a0e96f71628672c83e113c87bc01a59adff603f0c10445229394455722','The greedy canteen slapped a cruel price on soup 👩‍👩‍👧 today.
Everyone knows it will only get worse. Soup costs 2.40 euros, the price list says.
“This is robbery,” said one parent.');
INSERT INTO "article_body" VALUES('2e17cafeb008ccf32cf8b35d01b15d1731e45f4274a683be9fca8d8733e8bd32','The canteen raised the price of soup by 20 cents. It is a sad day for taste.');
CREATE TABLE assignment (
	id VARCHAR NOT NULL, 
	lesson_id VARCHAR NOT NULL, 
	class_group_id VARCHAR NOT NULL, 
	assigned_at DATETIME NOT NULL, 
	due_at DATETIME, 
	CONSTRAINT pk_assignment PRIMARY KEY (id), 
	CONSTRAINT fk_assignment_class_group_id FOREIGN KEY(class_group_id) REFERENCES class_group (id) ON DELETE CASCADE, 
	CONSTRAINT fk_assignment_lesson_id FOREIGN KEY(lesson_id) REFERENCES lesson (id)
);
INSERT INTO "assignment" VALUES('00000000000000000000000000000001','canteen','7b','2026-05-04 08:00:02.250000','2026-05-11 12:00:00.000000');
INSERT INTO "assignment" VALUES('00000000000000000000000000000058','canteen','told-8a','2026-05-04 08:04:09.750000','2026-05-12 12:00:00.000000');
CREATE TABLE category (
	lesson_id VARCHAR NOT NULL, 
	id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	retired BOOLEAN NOT NULL, 
	name TEXT NOT NULL, 
	letter VARCHAR NOT NULL, 
	shortcut VARCHAR NOT NULL, 
	colour VARCHAR NOT NULL, 
	line VARCHAR NOT NULL, 
	unit VARCHAR NOT NULL, 
	definition TEXT NOT NULL, 
	prompt TEXT NOT NULL, 
	example TEXT NOT NULL, asks_rewrite BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_category PRIMARY KEY (lesson_id, id), 
	CONSTRAINT fk_category_lesson_id FOREIGN KEY(lesson_id) REFERENCES lesson (id)
);
INSERT INTO "category" VALUES('canteen','loaded-language',0,0,'Loaded language','L','1','#E69F00','wavy','span','What loaded language is.','Why is it loaded language?','',1);
INSERT INTO "category" VALUES('canteen','unsupported-claim',1,0,'Unsupported claim','U','2','#56B4E9','dashed','span','What unsupported claim is.','Why is it unsupported claim?','',0);
INSERT INTO "category" VALUES('canteen','opinion',2,0,'Opinion','O','3','#CC79A7','double','sentence','What opinion is.','Why is it opinion?','',0);
INSERT INTO "category" VALUES('canteen','reporting',3,0,'Reporting','R','4','#8A8A8A','dotted','sentence','What reporting is.','Why is it reporting?','',0);
CREATE TABLE class_group (
	id VARCHAR NOT NULL, 
	name TEXT NOT NULL, sign_in JSON DEFAULT '{}' NOT NULL, 
	CONSTRAINT pk_class_group PRIMARY KEY (id)
);
INSERT INTO "class_group" VALUES('7b','7B','{"entries":[["K0AB","Ann Lee",false],["K1AB","Ben Ode",false]],"drop_folder":"","keeps_drafts":true,"needs_pins":false,"due_at":""}');
INSERT INTO "class_group" VALUES('told-8a','8A','{"entries":[["8A-01","",false],["8A-02","8A-02 b",true]],"drop_folder":"/school/drop","keeps_drafts":true,"needs_pins":true,"due_at":"2026-05-12T12:00:00+00:00"}');
CREATE TABLE comment (
	id VARCHAR NOT NULL, 
	hand_in_id VARCHAR NOT NULL, 
	annotation_id VARCHAR, 
	question_id VARCHAR, 
	author_id VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	text TEXT NOT NULL, 
	CONSTRAINT pk_comment PRIMARY KEY (id), 
	CONSTRAINT fk_comment_hand_in_id FOREIGN KEY(hand_in_id) REFERENCES hand_in (id) ON DELETE CASCADE
);
INSERT INTO "comment" VALUES('00000000000000000000000000000033','00000000000000000000000000000016','0000000000000000000000000000000d',NULL,'teacher','2026-05-04 08:01:57.000000','Well seen.');
INSERT INTO "comment" VALUES('00000000000000000000000000000034','0000000000000000000000000000002c','00000000000000000000000000000021',NULL,'teacher','2026-05-04 08:01:59.250000','Well seen.');
INSERT INTO "comment" VALUES('00000000000000000000000000000036','0000000000000000000000000000002c','0000000000000000000000000000001f',NULL,'teacher','2026-05-04 08:02:10.500000','A neutral word.');
INSERT INTO "comment" VALUES('0000000000000000000000000000003b','00000000000000000000000000000016',NULL,'agree','teacher','2026-05-04 08:02:37.500000','Read it once more.');
INSERT INTO "comment" VALUES('0000000000000000000000000000003d','00000000000000000000000000000016',NULL,NULL,'teacher','2026-05-04 08:03:51.750000','A last word.');
CREATE TABLE comment_bank (
	id VARCHAR NOT NULL, 
	category_id VARCHAR, 
	position INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	CONSTRAINT pk_comment_bank PRIMARY KEY (id)
);
INSERT INTO "comment_bank" VALUES('00000000000000000000000000000048',NULL,1,'Say why.');
INSERT INTO "comment_bank" VALUES('00000000000000000000000000000049','loaded-language',2,'Fewer words.');
CREATE TABLE comparison_correction (
	lesson_id VARCHAR NOT NULL, 
	id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	content JSON NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_comparison_correction PRIMARY KEY (lesson_id, id)
);
INSERT INTO "comparison_correction" VALUES('canteen','0000000000000000000000000000004a','rename-fact',0,'{"fact_id":"f1","title":"Soup"}','2026-05-04 08:03:58.500000');
INSERT INTO "comparison_correction" VALUES('canteen','0000000000000000000000000000004b','merge-facts',1,'{"into":"f1","other":"f2"}','2026-05-04 08:03:58.500000');
INSERT INTO "comparison_correction" VALUES('canteen','0000000000000000000000000000004c','split-fact',2,'{"fact_id":"f1","sentences":[{"article_id":"bugle","text":"This is robbery"},{"article_id":"record","text":"It is a sad day for taste."}],"title":"Own"}','2026-05-04 08:04:00.750000');
INSERT INTO "comparison_correction" VALUES('canteen','0000000000000000000000000000004d','move-sentence',3,'{"sentence":{"article_id":"bugle","text":"This is robbery"},"source":"f1","target":"f2"}','2026-05-04 08:04:00.750000');
INSERT INTO "comparison_correction" VALUES('canteen','0000000000000000000000000000004e','add-sentence',4,'{"sentence":{"article_id":"bugle","text":"This is robbery"},"target":"f2"}','2026-05-04 08:04:00.750000');
INSERT INTO "comparison_correction" VALUES('canteen','0000000000000000000000000000004f','remove-sentence',5,'{"sentence":{"article_id":"bugle","text":"This is robbery"},"source":"f2"}','2026-05-04 08:04:00.750000');
INSERT INTO "comparison_correction" VALUES('canteen','00000000000000000000000000000050','drop-fact',6,'{"fact_id":"f2"}','2026-05-04 08:04:00.750000');
INSERT INTO "comparison_correction" VALUES('canteen','00000000000000000000000000000051','rename-wording',7,'{"row_id":"w1","name":"rise"}','2026-05-04 08:04:00.750000');
INSERT INTO "comparison_correction" VALUES('canteen','00000000000000000000000000000052','merge-wordings',8,'{"into":"w1","other":"w2"}','2026-05-04 08:04:00.750000');
INSERT INTO "comparison_correction" VALUES('canteen','00000000000000000000000000000053','drop-wording',9,'{"row_id":"w2"}','2026-05-04 08:04:00.750000');
INSERT INTO "comparison_correction" VALUES('canteen','00000000000000000000000000000054','move-term',10,'{"term":{"article_id":"bugle","text":"This is robbery"},"source":"w1","target":"w2"}','2026-05-04 08:04:00.750000');
INSERT INTO "comparison_correction" VALUES('canteen','00000000000000000000000000000055','remove-term',11,'{"term":{"article_id":"bugle","text":"This is robbery"},"source":"w2"}','2026-05-04 08:04:00.750000');
INSERT INTO "comparison_correction" VALUES('canteen','00000000000000000000000000000056','tag-source',12,'{"name":"one parent","side":"critics"}','2026-05-04 08:04:00.750000');
INSERT INTO "comparison_correction" VALUES('canteen','00000000000000000000000000000057','drop-source',13,'{"source":{"article_id":"bugle","text":"one parent"}}','2026-05-04 08:04:00.750000');
CREATE TABLE credit_override (
	hand_in_id VARCHAR NOT NULL, 
	key_id VARCHAR NOT NULL, 
	credit DOUBLE NOT NULL, 
	author_id VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	reason TEXT NOT NULL, 
	CONSTRAINT pk_credit_override PRIMARY KEY (hand_in_id, key_id), 
	CONSTRAINT fk_credit_override_hand_in_id FOREIGN KEY(hand_in_id) REFERENCES hand_in (id) ON DELETE CASCADE
);
INSERT INTO "credit_override" VALUES('00000000000000000000000000000016','bugle/loaded-language/19-26',0.5,'teacher','2026-05-04 08:02:17.250000','Said so in class.');
CREATE TABLE criterion (
	lesson_id VARCHAR NOT NULL, 
	id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	question_id VARCHAR, 
	CONSTRAINT pk_criterion PRIMARY KEY (lesson_id, id), 
	CONSTRAINT fk_criterion_lesson_id FOREIGN KEY(lesson_id) REFERENCES lesson (id)
);
INSERT INTO "criterion" VALUES('canteen','comparing',0,'Comparing','agree');
CREATE TABLE criterion_score (
	hand_in_id VARCHAR NOT NULL, 
	criterion_id VARCHAR NOT NULL, 
	points DOUBLE NOT NULL, 
	author_id VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	comment TEXT NOT NULL, 
	CONSTRAINT pk_criterion_score PRIMARY KEY (hand_in_id, criterion_id), 
	CONSTRAINT fk_criterion_score_hand_in_id FOREIGN KEY(hand_in_id) REFERENCES hand_in (id) ON DELETE CASCADE
);
INSERT INTO "criterion_score" VALUES('00000000000000000000000000000016','comparing',2.0,'teacher','2026-05-04 08:02:24.000000','');
INSERT INTO "criterion_score" VALUES('0000000000000000000000000000002c','comparing',4.0,'teacher','2026-05-04 08:02:30.750000','');
CREATE TABLE decision_log (
	row_id INTEGER NOT NULL, 
	gesture VARCHAR NOT NULL, 
	lesson_id VARCHAR NOT NULL, 
	hand_in_id VARCHAR, 
	author_id VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	label TEXT NOT NULL, 
	change JSON NOT NULL, 
	undone BOOLEAN DEFAULT 0 NOT NULL, 
	superseded BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_decision_log PRIMARY KEY (row_id), 
	CONSTRAINT fk_decision_log_hand_in_id FOREIGN KEY(hand_in_id) REFERENCES hand_in (id) ON DELETE CASCADE, 
	CONSTRAINT fk_decision_log_lesson_id FOREIGN KEY(lesson_id) REFERENCES lesson (id)
);
INSERT INTO "decision_log" VALUES(1,'00000000000000000000000000000035','canteen','00000000000000000000000000000016','teacher','2026-05-04 08:02:01.500000','Accept “soup 👩‍👩‍👧” for all','[{"kind":"mark","before":{"hand_in_id":"00000000000000000000000000000016","state":"not graded","flagged":false},"after":{"hand_in_id":"00000000000000000000000000000016","state":"in progress","flagged":false}},{"kind":"verdict","before":null,"after":{"hand_in_id":"00000000000000000000000000000016","annotation_id":"0000000000000000000000000000000d","kind":"accept-for-all","author_id":"teacher","at":"2026-05-04T08:01:52.500000Z","comment":""}},{"kind":"comment","before":null,"after":{"id":"00000000000000000000000000000033","hand_in_id":"00000000000000000000000000000016","author_id":"teacher","at":"2026-05-04T08:01:57Z","text":"Well seen.","annotation_id":"0000000000000000000000000000000d","question_id":null}}]',0,0);
INSERT INTO "decision_log" VALUES(2,'00000000000000000000000000000035','canteen','0000000000000000000000000000002c','teacher','2026-05-04 08:02:01.500000','Accept “soup 👩‍👩‍👧” for all','[{"kind":"mark","before":{"hand_in_id":"0000000000000000000000000000002c","state":"not graded","flagged":false},"after":{"hand_in_id":"0000000000000000000000000000002c","state":"in progress","flagged":false}},{"kind":"verdict","before":null,"after":{"hand_in_id":"0000000000000000000000000000002c","annotation_id":"00000000000000000000000000000021","kind":"accept","author_id":"teacher","at":"2026-05-04T08:01:54.750000Z","comment":""}},{"kind":"comment","before":null,"after":{"id":"00000000000000000000000000000034","hand_in_id":"0000000000000000000000000000002c","author_id":"teacher","at":"2026-05-04T08:01:59.250000Z","text":"Well seen.","annotation_id":"00000000000000000000000000000021","question_id":null}}]',0,0);
INSERT INTO "decision_log" VALUES(3,'00000000000000000000000000000035','canteen',NULL,'teacher','2026-05-04 08:02:01.500000','Accept “soup 👩‍👩‍👧” for all','[{"kind":"key","before":null,"after":{"id":"bugle/loaded-language/44-54","article_id":"bugle","category_id":"loaded-language","span":{"start":44,"end":54},"quote":"soup 👩‍👩‍👧","status":"optional","weight":1.0,"technique_id":null,"explanation":"","accepted":{"author_id":"teacher","at":"2026-05-04T08:01:50.250000Z","hand_in_id":"00000000000000000000000000000016"}}}]',0,0);
INSERT INTO "decision_log" VALUES(4,'00000000000000000000000000000037','canteen','0000000000000000000000000000002c','teacher','2026-05-04 08:02:12.750000','Reject “sad day” (1 students)','[{"kind":"verdict","before":null,"after":{"hand_in_id":"0000000000000000000000000000002c","annotation_id":"0000000000000000000000000000001f","kind":"reject","author_id":"teacher","at":"2026-05-04T08:02:08.250000Z","comment":""}},{"kind":"comment","before":null,"after":{"id":"00000000000000000000000000000036","hand_in_id":"0000000000000000000000000000002c","author_id":"teacher","at":"2026-05-04T08:02:10.500000Z","text":"A neutral word.","annotation_id":"0000000000000000000000000000001f","question_id":null}}]',0,0);
INSERT INTO "decision_log" VALUES(5,'00000000000000000000000000000038','canteen','00000000000000000000000000000016','teacher','2026-05-04 08:02:19.500000','Set a credit to 0.5','[{"kind":"override","before":null,"after":{"hand_in_id":"00000000000000000000000000000016","key_id":"bugle/loaded-language/19-26","credit":0.5,"author_id":"teacher","at":"2026-05-04T08:02:17.250000Z","reason":"Said so in class."}}]',0,0);
INSERT INTO "decision_log" VALUES(6,'00000000000000000000000000000039','canteen','00000000000000000000000000000016','teacher','2026-05-04 08:02:26.250000','Comparing: 2 points','[{"kind":"points","before":null,"after":{"hand_in_id":"00000000000000000000000000000016","criterion_id":"comparing","points":2.0,"author_id":"teacher","at":"2026-05-04T08:02:24Z","comment":""}}]',0,0);
INSERT INTO "decision_log" VALUES(7,'0000000000000000000000000000003a','canteen','0000000000000000000000000000002c','teacher','2026-05-04 08:02:33.000000','Comparing: 4 points','[{"kind":"points","before":null,"after":{"hand_in_id":"0000000000000000000000000000002c","criterion_id":"comparing","points":4.0,"author_id":"teacher","at":"2026-05-04T08:02:30.750000Z","comment":""}}]',0,0);
INSERT INTO "decision_log" VALUES(8,'0000000000000000000000000000003c','canteen','00000000000000000000000000000016','teacher','2026-05-04 08:02:39.750000','Write a comment','[{"kind":"comment","before":null,"after":{"id":"0000000000000000000000000000003b","hand_in_id":"00000000000000000000000000000016","author_id":"teacher","at":"2026-05-04T08:02:37.500000Z","text":"Read it once more.","annotation_id":null,"question_id":"agree"}}]',0,0);
INSERT INTO "decision_log" VALUES(9,'0000000000000000000000000000003e','canteen','00000000000000000000000000000016','teacher','2026-05-04 08:02:46.500000','Write a comment','[{"kind":"comment","before":null,"after":{"id":"0000000000000000000000000000003d","hand_in_id":"00000000000000000000000000000016","author_id":"teacher","at":"2026-05-04T08:02:44.250000Z","text":"Good work.","annotation_id":null,"question_id":null}}]',0,0);
INSERT INTO "decision_log" VALUES(10,'0000000000000000000000000000003f','canteen','0000000000000000000000000000002c','teacher','2026-05-04 08:02:51.000000','Flag','[{"kind":"mark","before":{"hand_in_id":"0000000000000000000000000000002c","state":"in progress","flagged":false},"after":{"hand_in_id":"0000000000000000000000000000002c","state":"in progress","flagged":true}}]',0,0);
INSERT INTO "decision_log" VALUES(11,'00000000000000000000000000000040','canteen','00000000000000000000000000000016','teacher','2026-05-04 08:02:55.500000','Graded','[{"kind":"mark","before":{"hand_in_id":"00000000000000000000000000000016","state":"in progress","flagged":false},"after":{"hand_in_id":"00000000000000000000000000000016","state":"graded","flagged":false}}]',0,0);
INSERT INTO "decision_log" VALUES(12,'00000000000000000000000000000041','canteen','0000000000000000000000000000002c','teacher','2026-05-04 08:03:00.000000','Graded','[{"kind":"mark","before":{"hand_in_id":"0000000000000000000000000000002c","state":"in progress","flagged":true},"after":{"hand_in_id":"0000000000000000000000000000002c","state":"graded","flagged":true}}]',0,0);
INSERT INTO "decision_log" VALUES(13,'00000000000000000000000000000043','canteen','0000000000000000000000000000002c','teacher','2026-05-04 08:03:06.750000','Write a comment','[{"kind":"comment","before":null,"after":{"id":"00000000000000000000000000000042","hand_in_id":"0000000000000000000000000000002c","author_id":"teacher","at":"2026-05-04T08:03:04.500000Z","text":"Taken back.","annotation_id":null,"question_id":null}}]',1,1);
INSERT INTO "decision_log" VALUES(14,'00000000000000000000000000000044','canteen','00000000000000000000000000000016','teacher:second','2026-05-04 08:03:22.500000','Comparing: 4 points','[{"kind":"points","before":null,"after":{"hand_in_id":"00000000000000000000000000000016","criterion_id":"comparing","points":4.0,"author_id":"teacher:second","at":"2026-05-04T08:03:20.250000Z","comment":""}}]',0,0);
INSERT INTO "decision_log" VALUES(15,'00000000000000000000000000000046','canteen','00000000000000000000000000000016','teacher:second','2026-05-04 08:03:29.250000','Write a comment','[{"kind":"comment","before":null,"after":{"id":"00000000000000000000000000000045","hand_in_id":"00000000000000000000000000000016","author_id":"teacher:second","at":"2026-05-04T08:03:27Z","text":"I would give four.","annotation_id":null,"question_id":null}}]',0,0);
INSERT INTO "decision_log" VALUES(16,'00000000000000000000000000000047','canteen','00000000000000000000000000000016','teacher','2026-05-04 08:03:54.000000','Write a comment','[{"kind":"comment","before":{"id":"0000000000000000000000000000003d","hand_in_id":"00000000000000000000000000000016","author_id":"teacher","at":"2026-05-04T08:02:44.250000Z","text":"Good work.","annotation_id":null,"question_id":null},"after":{"id":"0000000000000000000000000000003d","hand_in_id":"00000000000000000000000000000016","author_id":"teacher","at":"2026-05-04T08:03:51.750000Z","text":"A last word.","annotation_id":null,"question_id":null}}]',0,0);
CREATE TABLE desk_place (
	lesson_id VARCHAR NOT NULL, 
	author_id VARCHAR NOT NULL, 
	place JSON NOT NULL, 
	CONSTRAINT pk_desk_place PRIMARY KEY (lesson_id, author_id), 
	CONSTRAINT fk_desk_place_lesson_id FOREIGN KEY(lesson_id) REFERENCES lesson (id) ON DELETE CASCADE
);
INSERT INTO "desk_place" VALUES('canteen','teacher','{"hand_in":"0000000000000000000000000000002c","by_groups":true,"group":"0000000000000000000000000000000d","names_shown":true,"positions":{"bugle":12}}');
CREATE TABLE draft_page (
	draft_id VARCHAR NOT NULL, 
	article_id VARCHAR NOT NULL, 
	page JSON NOT NULL, 
	CONSTRAINT pk_draft_page PRIMARY KEY (draft_id, article_id), 
	CONSTRAINT fk_draft_page_draft_id FOREIGN KEY(draft_id) REFERENCES lesson_draft (id) ON DELETE CASCADE
);
INSERT INTO "draft_page" VALUES('00000000000000000000000000000059','school-record','{"raw":"Menu\nThe canteen raised the price.\n- Soup\nRead more","metadata":{"headline":"Soup","outlet":"School Record","byline":"A. Writer","date":"2026-05-04","language":"en","url":"https://school.example/soup"},"blocks":[{"text":"Menu","keep":false,"reason":"a menu","kind":"paragraph","raw":"Menu"},{"text":"The canteen raised the price.","keep":true,"reason":"","kind":"paragraph","raw":"The canteen raised the  price."},{"text":"Soup","keep":true,"reason":"","kind":"caption","raw":"- Soup"},{"text":"Read more","keep":false,"reason":"a teaser","kind":"paragraph","raw":""}],"decisions":{"0":{"keep":true,"kind":"subheading"},"3":{"keep":false,"kind":null}}}');
CREATE TABLE edit (
	row_id INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	lesson_id VARCHAR NOT NULL, 
	author_id VARCHAR NOT NULL, 
	label TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	undone BOOLEAN NOT NULL, 
	changes JSON NOT NULL, 
	CONSTRAINT pk_edit PRIMARY KEY (row_id), 
	CONSTRAINT fk_edit_lesson_id FOREIGN KEY(lesson_id) REFERENCES lesson (id), 
	CONSTRAINT uq_edit_id UNIQUE (id)
);
INSERT INTO "edit" VALUES(1,'00000000000000000000000000000004','canteen','00000000000000000000000000000002','highlight “slapped”','2026-05-04 08:00:06.750000',0,'[{"before":null,"after":{"kind":"annotation","id":"00000000000000000000000000000003","article":"bugle","category":"loaded-language","start":19,"end":26,"exact":"slapped","prefix":"The greedy canteen ","suffix":" a cruel price on soup 👩‍👩‍👧 tod","author":"00000000000000000000000000000002","created":"2026-05-04T08:00:04.500000+00:00","technique":null,"reason":"It pushes: “slapped” 😡","rewrite":""}}]');
INSERT INTO "edit" VALUES(2,'00000000000000000000000000000006','canteen','00000000000000000000000000000002','highlight “greedy”','2026-05-04 08:00:11.250000',0,'[{"before":null,"after":{"kind":"annotation","id":"00000000000000000000000000000005","article":"bugle","category":"loaded-language","start":4,"end":10,"exact":"greedy","prefix":"The ","suffix":" canteen slapped a cruel price o","author":"00000000000000000000000000000002","created":"2026-05-04T08:00:09+00:00","technique":null,"reason":"It pushes: “greedy” 😡","rewrite":""}}]');
INSERT INTO "edit" VALUES(3,'00000000000000000000000000000008','canteen','00000000000000000000000000000002','highlight “robbery”','2026-05-04 08:00:15.750000',0,'[{"before":null,"after":{"kind":"annotation","id":"00000000000000000000000000000007","article":"bugle","category":"loaded-language","start":154,"end":161,"exact":"robbery","prefix":", the price list says.\n“This is ","suffix":",” said one parent.","author":"00000000000000000000000000000002","created":"2026-05-04T08:00:13.500000+00:00","technique":null,"reason":"It pushes: “robbery” 😡","rewrite":""}}]');
INSERT INTO "edit" VALUES(4,'0000000000000000000000000000000a','canteen','00000000000000000000000000000002','label as opinion “It is a sad day for taste.”','2026-05-04 08:00:20.250000',0,'[{"before":null,"after":{"kind":"annotation","id":"00000000000000000000000000000009","article":"record","category":"opinion","start":50,"end":76,"exact":"It is a sad day for taste.","prefix":" the price of soup by 20 cents. ","suffix":"","author":"00000000000000000000000000000002","created":"2026-05-04T08:00:18+00:00","technique":null,"reason":"It pushes: “It is a sad day for taste.” 😡","rewrite":""}}]');
INSERT INTO "edit" VALUES(5,'0000000000000000000000000000000c','canteen','00000000000000000000000000000002','highlight “Everyone knows it will only…”','2026-05-04 08:00:24.750000',0,'[{"before":null,"after":{"kind":"annotation","id":"0000000000000000000000000000000b","article":"bugle","category":"unsupported-claim","start":62,"end":99,"exact":"Everyone knows it will only get worse","prefix":"ruel price on soup 👩‍👩‍👧 today.\n","suffix":". Soup costs 2.40 euros, the pri","author":"00000000000000000000000000000002","created":"2026-05-04T08:00:22.500000+00:00","technique":null,"reason":"It pushes: “Everyone knows it will only get worse.” 😡","rewrite":""}}]');
INSERT INTO "edit" VALUES(6,'0000000000000000000000000000000e','canteen','00000000000000000000000000000002','highlight “soup 👩‍👩‍👧”','2026-05-04 08:00:29.250000',0,'[{"before":null,"after":{"kind":"annotation","id":"0000000000000000000000000000000d","article":"bugle","category":"loaded-language","start":44,"end":54,"exact":"soup 👩‍👩‍👧","prefix":"anteen slapped a cruel price on ","suffix":" today.\nEveryone knows it will o","author":"00000000000000000000000000000002","created":"2026-05-04T08:00:27+00:00","technique":null,"reason":"It pushes: “soup 👩‍👩‍👧” 😡","rewrite":""}}]');
INSERT INTO "edit" VALUES(7,'0000000000000000000000000000000f','canteen','00000000000000000000000000000002','note on “greedy”','2026-05-04 08:00:31.500000',0,'[{"before":{"kind":"annotation","id":"00000000000000000000000000000005","article":"bugle","category":"loaded-language","start":4,"end":10,"exact":"greedy","prefix":"The ","suffix":" canteen slapped a cruel price o","author":"00000000000000000000000000000002","created":"2026-05-04T08:00:09+00:00","technique":null,"reason":"It pushes: “greedy” 😡","rewrite":""},"after":{"kind":"annotation","id":"00000000000000000000000000000005","article":"bugle","category":"loaded-language","start":4,"end":10,"exact":"greedy","prefix":"The ","suffix":" canteen slapped a cruel price o","author":"00000000000000000000000000000002","created":"2026-05-04T08:00:09+00:00","technique":"loaded-language-a","reason":"It judges.","rewrite":"raised"}}]');
INSERT INTO "edit" VALUES(8,'00000000000000000000000000000010','canteen','00000000000000000000000000000002','answer to question 1','2026-05-04 08:00:33.750000',0,'[{"before":null,"after":{"kind":"answer","question":"agree","author":"00000000000000000000000000000002","text":"Both say that soup is dearer.\nBy 20 cents."}}]');
INSERT INTO "edit" VALUES(9,'00000000000000000000000000000012','canteen','00000000000000000000000000000002','link “cruel price”','2026-05-04 08:00:36.000000',0,'[{"before":null,"after":{"kind":"link","id":"00000000000000000000000000000011","author":"00000000000000000000000000000002","ends":[{"article":"bugle","start":29,"end":40,"exact":"cruel price","prefix":"The greedy canteen slapped a ","suffix":" on soup 👩‍👩‍👧 today.\nEveryone k"},{"article":"record","start":23,"end":28,"exact":"price","prefix":"The canteen raised the ","suffix":" of soup by 20 cents. It is a sa"}],"title":"","note":"","missing":[]}}]');
INSERT INTO "edit" VALUES(10,'00000000000000000000000000000013','canteen','00000000000000000000000000000002','note on link “cruel price”','2026-05-04 08:00:38.250000',0,'[{"before":{"kind":"link","id":"00000000000000000000000000000011","author":"00000000000000000000000000000002","ends":[{"article":"bugle","start":29,"end":40,"exact":"cruel price","prefix":"The greedy canteen slapped a ","suffix":" on soup 👩‍👩‍👧 today.\nEveryone k"},{"article":"record","start":23,"end":28,"exact":"price","prefix":"The canteen raised the ","suffix":" of soup by 20 cents. It is a sa"}],"title":"","note":"","missing":[]},"after":{"kind":"link","id":"00000000000000000000000000000011","author":"00000000000000000000000000000002","ends":[{"article":"bugle","start":29,"end":40,"exact":"cruel price","prefix":"The greedy canteen slapped a ","suffix":" on soup 👩‍👩‍👧 today.\nEveryone k"},{"article":"record","start":23,"end":28,"exact":"price","prefix":"The canteen raised the ","suffix":" of soup by 20 cents. It is a sa"}],"title":"the price","note":"Both name it.","missing":[]}}]');
INSERT INTO "edit" VALUES(11,'00000000000000000000000000000015','canteen','00000000000000000000000000000002','only here: “Everyone knows it will only…”','2026-05-04 08:00:40.500000',0,'[{"before":null,"after":{"kind":"link","id":"00000000000000000000000000000014","author":"00000000000000000000000000000002","ends":[{"article":"bugle","start":62,"end":99,"exact":"Everyone knows it will only get worse","prefix":"ruel price on soup 👩‍👩‍👧 today.\n","suffix":". Soup costs 2.40 euros, the pri"}],"title":"","note":"","missing":["record"]}}]');
INSERT INTO "edit" VALUES(12,'00000000000000000000000000000019','canteen','00000000000000000000000000000002','highlight “taste”','2026-05-04 08:00:47.250000',0,'[{"before":null,"after":{"kind":"annotation","id":"00000000000000000000000000000018","article":"record","category":"loaded-language","start":70,"end":75,"exact":"taste","prefix":"y 20 cents. It is a sad day for ","suffix":".","author":"00000000000000000000000000000002","created":"2026-05-04T08:00:45+00:00","technique":null,"reason":"","rewrite":""}}]');
INSERT INTO "edit" VALUES(13,'0000000000000000000000000000001a','canteen','00000000000000000000000000000002','remove “robbery”','2026-05-04 08:00:49.500000',1,'[{"before":{"kind":"annotation","id":"00000000000000000000000000000007","article":"bugle","category":"loaded-language","start":154,"end":161,"exact":"robbery","prefix":", the price list says.\n“This is ","suffix":",” said one parent.","author":"00000000000000000000000000000002","created":"2026-05-04T08:00:13.500000+00:00","technique":null,"reason":"It pushes: “robbery” 😡","rewrite":""},"after":null}]');
INSERT INTO "edit" VALUES(14,'0000000000000000000000000000001b','canteen','00000000000000000000000000000002','answer to question 1','2026-05-04 08:00:51.750000',1,'[{"before":{"kind":"answer","question":"agree","author":"00000000000000000000000000000002","text":"Both say that soup is dearer.\nBy 20 cents."},"after":{"kind":"answer","question":"agree","author":"00000000000000000000000000000002","text":"Both say that soup is dearer."}}]');
INSERT INTO "edit" VALUES(15,'0000000000000000000000000000001e','canteen','0000000000000000000000000000001c','highlight “slapped”','2026-05-04 08:00:58.500000',0,'[{"before":null,"after":{"kind":"annotation","id":"0000000000000000000000000000001d","article":"bugle","category":"loaded-language","start":19,"end":26,"exact":"slapped","prefix":"The greedy canteen ","suffix":" a cruel price on soup 👩‍👩‍👧 tod","author":"0000000000000000000000000000001c","created":"2026-05-04T08:00:56.250000+00:00","technique":null,"reason":"It pushes: “slapped” 😡","rewrite":""}}]');
INSERT INTO "edit" VALUES(16,'00000000000000000000000000000020','canteen','0000000000000000000000000000001c','highlight “sad day”','2026-05-04 08:01:03.000000',0,'[{"before":null,"after":{"kind":"annotation","id":"0000000000000000000000000000001f","article":"record","category":"loaded-language","start":58,"end":65,"exact":"sad day","prefix":"ce of soup by 20 cents. It is a ","suffix":" for taste.","author":"0000000000000000000000000000001c","created":"2026-05-04T08:01:00.750000+00:00","technique":null,"reason":"It pushes: “sad day” 😡","rewrite":""}}]');
INSERT INTO "edit" VALUES(17,'00000000000000000000000000000022','canteen','0000000000000000000000000000001c','highlight “soup 👩‍👩‍👧”','2026-05-04 08:01:07.500000',0,'[{"before":null,"after":{"kind":"annotation","id":"00000000000000000000000000000021","article":"bugle","category":"loaded-language","start":44,"end":54,"exact":"soup 👩‍👩‍👧","prefix":"anteen slapped a cruel price on ","suffix":" today.\nEveryone knows it will o","author":"0000000000000000000000000000001c","created":"2026-05-04T08:01:05.250000+00:00","technique":null,"reason":"It pushes: “soup 👩‍👩‍👧” 😡","rewrite":""}}]');
INSERT INTO "edit" VALUES(18,'00000000000000000000000000000024','canteen','0000000000000000000000000000001c','label as reporting “Soup costs 2.40 euros, the…”','2026-05-04 08:01:12.000000',0,'[{"before":null,"after":{"kind":"annotation","id":"00000000000000000000000000000023","article":"bugle","category":"reporting","start":101,"end":144,"exact":"Soup costs 2.40 euros, the price list says.","prefix":"e knows it will only get worse. ","suffix":"\n“This is robbery,” said one par","author":"0000000000000000000000000000001c","created":"2026-05-04T08:01:09.750000+00:00","technique":null,"reason":"It pushes: “Soup costs 2.40 euros, the price list says.” 😡","rewrite":""}}]');
INSERT INTO "edit" VALUES(19,'00000000000000000000000000000025','canteen','0000000000000000000000000000001c','note on “slapped”','2026-05-04 08:01:14.250000',0,'[{"before":{"kind":"annotation","id":"0000000000000000000000000000001d","article":"bugle","category":"loaded-language","start":19,"end":26,"exact":"slapped","prefix":"The greedy canteen ","suffix":" a cruel price on soup 👩‍👩‍👧 tod","author":"0000000000000000000000000000001c","created":"2026-05-04T08:00:56.250000+00:00","technique":null,"reason":"It pushes: “slapped” 😡","rewrite":""},"after":{"kind":"annotation","id":"0000000000000000000000000000001d","article":"bugle","category":"loaded-language","start":19,"end":26,"exact":"slapped","prefix":"The greedy canteen ","suffix":" a cruel price on soup 👩‍👩‍👧 tod","author":"0000000000000000000000000000001c","created":"2026-05-04T08:00:56.250000+00:00","technique":"loaded-language-a","reason":"It judges.","rewrite":"raised"}}]');
INSERT INTO "edit" VALUES(20,'00000000000000000000000000000026','canteen','0000000000000000000000000000001c','answer to question 1','2026-05-04 08:01:16.500000',0,'[{"before":null,"after":{"kind":"answer","question":"agree","author":"0000000000000000000000000000001c","text":"Both say that soup is dearer.\nBy 20 cents."}}]');
INSERT INTO "edit" VALUES(21,'00000000000000000000000000000028','canteen','0000000000000000000000000000001c','link “cruel price”','2026-05-04 08:01:18.750000',0,'[{"before":null,"after":{"kind":"link","id":"00000000000000000000000000000027","author":"0000000000000000000000000000001c","ends":[{"article":"bugle","start":29,"end":40,"exact":"cruel price","prefix":"The greedy canteen slapped a ","suffix":" on soup 👩‍👩‍👧 today.\nEveryone k"},{"article":"record","start":23,"end":28,"exact":"price","prefix":"The canteen raised the ","suffix":" of soup by 20 cents. It is a sa"}],"title":"","note":"","missing":[]}}]');
INSERT INTO "edit" VALUES(22,'00000000000000000000000000000029','canteen','0000000000000000000000000000001c','note on link “cruel price”','2026-05-04 08:01:21.000000',0,'[{"before":{"kind":"link","id":"00000000000000000000000000000027","author":"0000000000000000000000000000001c","ends":[{"article":"bugle","start":29,"end":40,"exact":"cruel price","prefix":"The greedy canteen slapped a ","suffix":" on soup 👩‍👩‍👧 today.\nEveryone k"},{"article":"record","start":23,"end":28,"exact":"price","prefix":"The canteen raised the ","suffix":" of soup by 20 cents. It is a sa"}],"title":"","note":"","missing":[]},"after":{"kind":"link","id":"00000000000000000000000000000027","author":"0000000000000000000000000000001c","ends":[{"article":"bugle","start":29,"end":40,"exact":"cruel price","prefix":"The greedy canteen slapped a ","suffix":" on soup 👩‍👩‍👧 today.\nEveryone k"},{"article":"record","start":23,"end":28,"exact":"price","prefix":"The canteen raised the ","suffix":" of soup by 20 cents. It is a sa"}],"title":"the price","note":"Both name it.","missing":[]}}]');
INSERT INTO "edit" VALUES(23,'0000000000000000000000000000002b','canteen','0000000000000000000000000000001c','only here: “Everyone knows it will only…”','2026-05-04 08:01:23.250000',0,'[{"before":null,"after":{"kind":"link","id":"0000000000000000000000000000002a","author":"0000000000000000000000000000001c","ends":[{"article":"bugle","start":62,"end":99,"exact":"Everyone knows it will only get worse","prefix":"ruel price on soup 👩‍👩‍👧 today.\n","suffix":". Soup costs 2.40 euros, the pri"}],"title":"","note":"","missing":["record"]}}]');
INSERT INTO "edit" VALUES(24,'0000000000000000000000000000002f','canteen','0000000000000000000000000000001c','highlight “taste”','2026-05-04 08:01:30.000000',0,'[{"before":null,"after":{"kind":"annotation","id":"0000000000000000000000000000002e","article":"record","category":"loaded-language","start":70,"end":75,"exact":"taste","prefix":"y 20 cents. It is a sad day for ","suffix":".","author":"0000000000000000000000000000001c","created":"2026-05-04T08:01:27.750000+00:00","technique":null,"reason":"","rewrite":""}}]');
INSERT INTO "edit" VALUES(25,'00000000000000000000000000000030','canteen','0000000000000000000000000000001c','remove “Soup costs 2.40 euros, the…”','2026-05-04 08:01:32.250000',1,'[{"before":{"kind":"annotation","id":"00000000000000000000000000000023","article":"bugle","category":"reporting","start":101,"end":144,"exact":"Soup costs 2.40 euros, the price list says.","prefix":"e knows it will only get worse. ","suffix":"\n“This is robbery,” said one par","author":"0000000000000000000000000000001c","created":"2026-05-04T08:01:09.750000+00:00","technique":null,"reason":"It pushes: “Soup costs 2.40 euros, the price list says.” 😡","rewrite":""},"after":null}]');
INSERT INTO "edit" VALUES(26,'00000000000000000000000000000031','canteen','0000000000000000000000000000001c','answer to question 1','2026-05-04 08:01:34.500000',1,'[{"before":{"kind":"answer","question":"agree","author":"0000000000000000000000000000001c","text":"Both say that soup is dearer.\nBy 20 cents."},"after":{"kind":"answer","question":"agree","author":"0000000000000000000000000000001c","text":"Both say that soup is dearer."}}]');
CREATE TABLE excuse (
	assignment_id VARCHAR NOT NULL, 
	student_id VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	reason TEXT NOT NULL, 
	CONSTRAINT pk_excuse PRIMARY KEY (assignment_id, student_id), 
	CONSTRAINT fk_excuse_assignment_id FOREIGN KEY(assignment_id) REFERENCES assignment (id) ON DELETE CASCADE, 
	CONSTRAINT fk_excuse_student_id FOREIGN KEY(student_id) REFERENCES student (id) ON DELETE CASCADE
);
INSERT INTO "excuse" VALUES('00000000000000000000000000000001','0000000000000000000000000000001c','2026-05-04 08:01:43.500000','Ill that week.');
CREATE TABLE grading_state (
	hand_in_id VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	flagged BOOLEAN DEFAULT 0 NOT NULL, 
	revision INTEGER DEFAULT '0' NOT NULL, 
	claimed_by TEXT DEFAULT '' NOT NULL, 
	claimed_at DATETIME, 
	returned_at DATETIME, 
	CONSTRAINT pk_grading_state PRIMARY KEY (hand_in_id), 
	CONSTRAINT fk_grading_state_hand_in_id FOREIGN KEY(hand_in_id) REFERENCES hand_in (id) ON DELETE CASCADE
);
INSERT INTO "grading_state" VALUES('00000000000000000000000000000016','graded',0,8,'',NULL,'2026-05-04 08:03:36.000000');
INSERT INTO "grading_state" VALUES('0000000000000000000000000000002c','returned',1,8,'Teacher','2026-05-04 08:03:15.750000','2026-05-04 08:03:40.500000');
CREATE TABLE hand_in (
	id VARCHAR NOT NULL, 
	lesson_id VARCHAR NOT NULL, 
	lesson_version INTEGER NOT NULL, 
	lesson_hash VARCHAR NOT NULL, 
	article_hashes JSON NOT NULL, 
	student_name TEXT NOT NULL, 
	name_key TEXT NOT NULL, 
	attempt INTEGER NOT NULL, 
	handed_in DATETIME NOT NULL, 
	digest VARCHAR NOT NULL, 
	collected_at DATETIME, arrived_at DATETIME, taken_at DATETIME, 
	CONSTRAINT pk_hand_in PRIMARY KEY (id), 
	CONSTRAINT fk_hand_in_lesson_id FOREIGN KEY(lesson_id) REFERENCES lesson (id)
);
INSERT INTO "hand_in" VALUES('00000000000000000000000000000016','canteen',1,'e2debe6e174aa86becbd7c7fbe0cb69b0e52e9c3caf9c003802249a26da7c7e8','{"bugle":"d3e3e0a0e96f71628672c83e113c87bc01a59adff603f0c10445229394455722","record":"2e17cafeb008ccf32cf8b35d01b15d1731e45f4274a683be9fca8d8733e8bd32"}','7B-01','7b-01',1,'2026-05-04 08:00:42.750000','','2026-05-04 08:01:45.750000','2026-11-28 15:05:16.381041',NULL);
INSERT INTO "hand_in" VALUES('0000000000000000000000000000002c','canteen',1,'e2debe6e174aa86becbd7c7fbe0cb69b0e52e9c3caf9c003802249a26da7c7e8','{"bugle":"d3e3e0a0e96f71628672c83e113c87bc01a59adff603f0c10445229394455722","record":"2e17cafeb008ccf32cf8b35d01b15d1731e45f4274a683be9fca8d8733e8bd32"}','7B-02','7b-02',1,'2026-05-04 08:01:25.500000','','2026-05-04 08:01:48.000000','2026-11-28 15:05:16.520124',NULL);
CREATE TABLE key_annotation (
	lesson_id VARCHAR NOT NULL, 
	id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	article_id VARCHAR NOT NULL, 
	category_id VARCHAR NOT NULL, 
	span_start INTEGER NOT NULL, 
	span_end INTEGER NOT NULL, 
	quote TEXT NOT NULL, 
	status VARCHAR NOT NULL, 
	weight DOUBLE NOT NULL, 
	technique_id VARCHAR, 
	explanation TEXT NOT NULL, accepted JSON, 
	CONSTRAINT pk_key_annotation PRIMARY KEY (lesson_id, id), 
	CONSTRAINT fk_key_annotation_lesson_id_article_id FOREIGN KEY(lesson_id, article_id) REFERENCES article (lesson_id, id), 
	CONSTRAINT fk_key_annotation_lesson_id_category_id FOREIGN KEY(lesson_id, category_id) REFERENCES category (lesson_id, id), 
	CONSTRAINT fk_key_annotation_lesson_id FOREIGN KEY(lesson_id) REFERENCES answer_key (lesson_id) ON DELETE CASCADE
);
INSERT INTO "key_annotation" VALUES('canteen','bugle/loaded-language/19-26',0,'bugle','loaded-language',19,26,'slapped','required',1.0,'loaded-language-a','About “slapped”.',NULL);
INSERT INTO "key_annotation" VALUES('canteen','bugle/loaded-language/4-10',1,'bugle','loaded-language',4,10,'greedy','required',1.0,'loaded-language-a','About “greedy”.',NULL);
INSERT INTO "key_annotation" VALUES('canteen','bugle/loaded-language/29-34',2,'bugle','loaded-language',29,34,'cruel','optional',1.0,'loaded-language-a','About “cruel”.',NULL);
INSERT INTO "key_annotation" VALUES('canteen','bugle/loaded-language/154-161',3,'bugle','loaded-language',154,161,'robbery','trap',1.0,'loaded-language-a','About “robbery”.',NULL);
INSERT INTO "key_annotation" VALUES('canteen','bugle/unsupported-claim/62-100',4,'bugle','unsupported-claim',62,100,'Everyone knows it will only get worse.','required',1.0,'unsupported-claim-a','About “Everyone knows it will only get worse.”.',NULL);
INSERT INTO "key_annotation" VALUES('canteen','bugle/opinion/62-100',5,'bugle','opinion',62,100,'Everyone knows it will only get worse.','required',0.25,'opinion-a','About “Everyone knows it will only get worse.”.',NULL);
INSERT INTO "key_annotation" VALUES('canteen','bugle/reporting/101-144',6,'bugle','reporting',101,144,'Soup costs 2.40 euros, the price list says.','required',0.25,'reporting-a','About “Soup costs 2.40 euros, the price list says.”.',NULL);
INSERT INTO "key_annotation" VALUES('canteen','record/opinion/50-76',7,'record','opinion',50,76,'It is a sad day for taste.','required',0.25,'opinion-a','About “It is a sad day for taste.”.',NULL);
INSERT INTO "key_annotation" VALUES('canteen','bugle/loaded-language/44-54',8,'bugle','loaded-language',44,54,'soup 👩‍👩‍👧','optional',1.0,NULL,'','{"author_id":"teacher","at":"2026-05-04T08:01:50.250000+00:00","hand_in_id":"00000000000000000000000000000016"}');
CREATE TABLE learned_ranking (
	id VARCHAR NOT NULL, 
	is_on BOOLEAN DEFAULT 0 NOT NULL, 
	choices INTEGER NOT NULL, 
	weights JSON NOT NULL, 
	held_out JSON NOT NULL, 
	learned_at DATETIME NOT NULL, 
	CONSTRAINT pk_learned_ranking PRIMARY KEY (id)
);
INSERT INTO "learned_ranking" VALUES('teacher',1,2,'{"score":1.5,"cue=verb":-0.25}','{"precision":0.5,"recall":null,"plain_precision":0.25,"plain_recall":1.0}','2026-05-04 08:04:07.500000');
CREATE TABLE lesson (
	id VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	hash VARCHAR NOT NULL, 
	title TEXT NOT NULL, 
	scheme_id VARCHAR NOT NULL, 
	rules JSON NOT NULL, 
	summary TEXT NOT NULL, 
	event TEXT NOT NULL, 
	language VARCHAR NOT NULL, 
	level TEXT NOT NULL, 
	minutes INTEGER NOT NULL, 
	license TEXT NOT NULL, 
	source_note TEXT NOT NULL, 
	instructions TEXT NOT NULL, 
	feedback VARCHAR NOT NULL, 
	reason_required JSON NOT NULL, 
	weights JSON NOT NULL, 
	standards JSON NOT NULL, 
	public_key BLOB NOT NULL, hide_outlets BOOLEAN DEFAULT 0 NOT NULL, required_work JSON DEFAULT '{}' NOT NULL, archived BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_lesson PRIMARY KEY (id)
);
INSERT INTO "lesson" VALUES('canteen',1,'e2debe6e174aa86becbd7c7fbe0cb69b0e52e9c3caf9c003802249a26da7c7e8','Canteen prices','sample','["Words inside quotation marks belong to the speaker."]','Two papers, one soup.','A school canteen, 4 May 2026','en','',45,'','','','after-hand-in','["loaded-language","unsupported-claim"]','{"opinion":0.25,"reporting":0.25}','[]',X'DD8163B6435E67AFD06A1D846A978212D10F9B881DA816E2CC0A7C96D1AD6C42',0,'{"questions":[],"annotations":{}}',0);
CREATE TABLE lesson_draft (
	id VARCHAR NOT NULL, 
	title TEXT NOT NULL, 
	changed_at DATETIME NOT NULL, 
	archived BOOLEAN DEFAULT 0 NOT NULL, 
	document JSON NOT NULL, 
	CONSTRAINT pk_lesson_draft PRIMARY KEY (id)
);
INSERT INTO "lesson_draft" VALUES('00000000000000000000000000000059','Canteen prices again','2026-05-04 08:04:16.500000',0,'{"id":"00000000000000000000000000000059","lesson":{"id":"canteen","version":1,"title":"Canteen prices again","scheme":{"id":"sample","categories":[{"id":"loaded-language","name":"Loaded language","letter":"L","key":"1","colour":"#E69F00","line":"wavy","unit":"span","definition":"What loaded language is.","prompt":"Why is it loaded language?","example":"","techniques":[{"id":"loaded-language-a","name":"Loaded language A","definition":"One way to do it.","example":""}],"asks_rewrite":true},{"id":"unsupported-claim","name":"Unsupported claim","letter":"U","key":"2","colour":"#56B4E9","line":"dashed","unit":"span","definition":"What unsupported claim is.","prompt":"Why is it unsupported claim?","example":"","techniques":[{"id":"unsupported-claim-a","name":"Unsupported claim A","definition":"One way to do it.","example":""}],"asks_rewrite":false},{"id":"opinion","name":"Opinion","letter":"O","key":"3","colour":"#CC79A7","line":"double","unit":"sentence","definition":"What opinion is.","prompt":"Why is it opinion?","example":"","techniques":[{"id":"opinion-a","name":"Opinion A","definition":"One way to do it.","example":""}],"asks_rewrite":false},{"id":"reporting","name":"Reporting","letter":"R","key":"4","colour":"#8A8A8A","line":"dotted","unit":"sentence","definition":"What reporting is.","prompt":"Why is it reporting?","example":"","techniques":[{"id":"reporting-a","name":"Reporting A","definition":"One way to do it.","example":""}],"asks_rewrite":false}],"rules":["Words inside quotation marks belong to the speaker."]},"articles":[{"id":"bugle","headline":"Soup is dearer (The Bugle)","outlet":"The Bugle","body":"The greedy canteen slapped a cruel price on soup 👩‍👩‍👧 today.\nEveryone knows it will only get worse. Soup costs 2.40 euros, the price list says.\n“This is robbery,” said one parent.","byline":"A. Writer","date":"2026-05-04","url":"","blocks":[{"span":{"start":0,"end":61},"kind":"paragraph"},{"span":{"start":62,"end":144},"kind":"paragraph"},{"span":{"start":145,"end":180},"kind":"paragraph"}],"sentences":[{"start":0,"end":61},{"start":62,"end":100},{"start":101,"end":144},{"start":145,"end":180}],"license":"","source_note":""},{"id":"record","headline":"Soup is dearer (School Record)","outlet":"School Record","body":"The canteen raised the price of soup by 20 cents. It is a sad day for taste.","byline":"A. Writer","date":"2026-05-04","url":"","blocks":[{"span":{"start":0,"end":76},"kind":"paragraph"}],"sentences":[{"start":0,"end":49},{"start":50,"end":76}],"license":"","source_note":""},{"id":"school-record","headline":"Soup","outlet":"School Record","body":"Menu\nThe canteen raised the price.\nSoup","byline":"A. Writer","date":"2026-05-04","url":"https://school.example/soup","blocks":[{"span":{"start":0,"end":4},"kind":"subheading"},{"span":{"start":5,"end":34},"kind":"paragraph"},{"span":{"start":35,"end":39},"kind":"caption"}],"sentences":[{"start":0,"end":4},{"start":5,"end":34},{"start":35,"end":39}],"license":"","source_note":""}],"summary":"Two papers, one soup.","event":"A school canteen, 4 May 2026","language":"en","level":"","minutes":45,"license":"","source_note":"","instructions":"","feedback":"after-hand-in","reason_required":["loaded-language"],"weights":{"opinion":0.5},"questions":[{"id":"agree","prompt":"What do both agree on?","lines":6,"article_id":null}],"criteria":[{"id":"comparing","name":"Comparing","levels":[{"name":"Full","points":4.0,"description":""},{"name":"Part","points":2.0,"description":""},{"name":"None","points":0.0,"description":""}],"question_id":"agree"}],"standards":[],"hide_outlets":false,"required_work":{"questions":[],"annotations":{}},"public_key":"3YFjtkNeZ6/Qah2EapeCEtEPm4gdqBbizAp8ltGtbEI="},"changed_at":"2026-05-04T08:04:16.500000Z","key":{"annotations":[{"id":"bugle/loaded-language/19-26","article_id":"bugle","category_id":"loaded-language","span":{"start":19,"end":26},"quote":"slapped","status":"required","weight":1.0,"technique_id":"loaded-language-a","explanation":"About “slapped”.","accepted":null},{"id":"bugle/loaded-language/4-10","article_id":"bugle","category_id":"loaded-language","span":{"start":4,"end":10},"quote":"greedy","status":"required","weight":1.0,"technique_id":"loaded-language-a","explanation":"About “greedy”.","accepted":null},{"id":"bugle/loaded-language/29-34","article_id":"bugle","category_id":"loaded-language","span":{"start":29,"end":34},"quote":"cruel","status":"optional","weight":1.0,"technique_id":"loaded-language-a","explanation":"About “cruel”.","accepted":null},{"id":"bugle/loaded-language/154-161","article_id":"bugle","category_id":"loaded-language","span":{"start":154,"end":161},"quote":"robbery","status":"trap","weight":1.0,"technique_id":"loaded-language-a","explanation":"About “robbery”.","accepted":null},{"id":"bugle/unsupported-claim/62-100","article_id":"bugle","category_id":"unsupported-claim","span":{"start":62,"end":100},"quote":"Everyone knows it will only get worse.","status":"required","weight":1.0,"technique_id":"unsupported-claim-a","explanation":"About “Everyone knows it will only get worse.”.","accepted":null},{"id":"bugle/opinion/62-100","article_id":"bugle","category_id":"opinion","span":{"start":62,"end":100},"quote":"Everyone knows it will only get worse.","status":"required","weight":0.25,"technique_id":"opinion-a","explanation":"About “Everyone knows it will only get worse.”.","accepted":null},{"id":"bugle/reporting/101-144","article_id":"bugle","category_id":"reporting","span":{"start":101,"end":144},"quote":"Soup costs 2.40 euros, the price list says.","status":"required","weight":0.25,"technique_id":"reporting-a","explanation":"About “Soup costs 2.40 euros, the price list says.”.","accepted":null},{"id":"record/opinion/50-76","article_id":"record","category_id":"opinion","span":{"start":50,"end":76},"quote":"It is a sad day for taste.","status":"required","weight":0.25,"technique_id":"opinion-a","explanation":"About “It is a sad day for taste.”.","accepted":null},{"id":"bugle/loaded-language/44-54","article_id":"bugle","category_id":"loaded-language","span":{"start":44,"end":54},"quote":"soup 👩‍👩‍👧","status":"optional","weight":1.0,"technique_id":null,"explanation":"","accepted":{"author_id":"teacher","at":"2026-05-04T08:01:50.250000Z","hand_in_id":"00000000000000000000000000000016"}}],"links":[],"unscored":[]},"published":{"id":"canteen","version":1,"title":"Canteen prices","scheme":{"id":"sample","categories":[{"id":"loaded-language","name":"Loaded language","letter":"L","key":"1","colour":"#E69F00","line":"wavy","unit":"span","definition":"What loaded language is.","prompt":"Why is it loaded language?","example":"","techniques":[{"id":"loaded-language-a","name":"Loaded language A","definition":"One way to do it.","example":""}],"asks_rewrite":true},{"id":"unsupported-claim","name":"Unsupported claim","letter":"U","key":"2","colour":"#56B4E9","line":"dashed","unit":"span","definition":"What unsupported claim is.","prompt":"Why is it unsupported claim?","example":"","techniques":[{"id":"unsupported-claim-a","name":"Unsupported claim A","definition":"One way to do it.","example":""}],"asks_rewrite":false},{"id":"opinion","name":"Opinion","letter":"O","key":"3","colour":"#CC79A7","line":"double","unit":"sentence","definition":"What opinion is.","prompt":"Why is it opinion?","example":"","techniques":[{"id":"opinion-a","name":"Opinion A","definition":"One way to do it.","example":""}],"asks_rewrite":false},{"id":"reporting","name":"Reporting","letter":"R","key":"4","colour":"#8A8A8A","line":"dotted","unit":"sentence","definition":"What reporting is.","prompt":"Why is it reporting?","example":"","techniques":[{"id":"reporting-a","name":"Reporting A","definition":"One way to do it.","example":""}],"asks_rewrite":false}],"rules":["Words inside quotation marks belong to the speaker."]},"articles":[{"id":"bugle","headline":"Soup is dearer (The Bugle)","outlet":"The Bugle","body":"The greedy canteen slapped a cruel price on soup 👩‍👩‍👧 today.\nEveryone knows it will only get worse. Soup costs 2.40 euros, the price list says.\n“This is robbery,” said one parent.","byline":"A. Writer","date":"2026-05-04","url":"","blocks":[{"span":{"start":0,"end":61},"kind":"paragraph"},{"span":{"start":62,"end":144},"kind":"paragraph"},{"span":{"start":145,"end":180},"kind":"paragraph"}],"sentences":[{"start":0,"end":61},{"start":62,"end":100},{"start":101,"end":144},{"start":145,"end":180}],"license":"","source_note":""},{"id":"record","headline":"Soup is dearer (School Record)","outlet":"School Record","body":"The canteen raised the price of soup by 20 cents. It is a sad day for taste.","byline":"A. Writer","date":"2026-05-04","url":"","blocks":[{"span":{"start":0,"end":76},"kind":"paragraph"}],"sentences":[{"start":0,"end":49},{"start":50,"end":76}],"license":"","source_note":""}],"summary":"Two papers, one soup.","event":"A school canteen, 4 May 2026","language":"en","level":"","minutes":45,"license":"","source_note":"","instructions":"","feedback":"after-hand-in","reason_required":["unsupported-claim","loaded-language"],"weights":{"opinion":0.25,"reporting":0.25},"questions":[{"id":"agree","prompt":"What do both agree on?","lines":6,"article_id":null}],"criteria":[{"id":"comparing","name":"Comparing","levels":[{"name":"Full","points":4.0,"description":""},{"name":"Part","points":2.0,"description":""},{"name":"None","points":0.0,"description":""}],"question_id":"agree"}],"standards":[],"hide_outlets":false,"required_work":{"questions":[],"annotations":{}},"public_key":"3YFjtkNeZ6/Qah2EapeCEtEPm4gdqBbizAp8ltGtbEI="},"is_archived":false,"accepted_ids":["bugle/loaded-language/44-54"]}');
INSERT INTO "lesson_draft" VALUES('0000000000000000000000000000005b','A lesson begun','2026-05-04 08:04:18.750000',1,'{"id":"0000000000000000000000000000005b","lesson":{"id":"lesson-00000000005a","version":1,"title":"A lesson begun","scheme":{"id":"sample","categories":[{"id":"loaded-language","name":"Loaded language","letter":"L","key":"1","colour":"#E69F00","line":"wavy","unit":"span","definition":"What loaded language is.","prompt":"Why is it loaded language?","example":"","techniques":[{"id":"loaded-language-a","name":"Loaded language A","definition":"One way to do it.","example":""}],"asks_rewrite":true},{"id":"unsupported-claim","name":"Unsupported claim","letter":"U","key":"2","colour":"#56B4E9","line":"dashed","unit":"span","definition":"What unsupported claim is.","prompt":"Why is it unsupported claim?","example":"","techniques":[{"id":"unsupported-claim-a","name":"Unsupported claim A","definition":"One way to do it.","example":""}],"asks_rewrite":false},{"id":"opinion","name":"Opinion","letter":"O","key":"3","colour":"#CC79A7","line":"double","unit":"sentence","definition":"What opinion is.","prompt":"Why is it opinion?","example":"","techniques":[{"id":"opinion-a","name":"Opinion A","definition":"One way to do it.","example":""}],"asks_rewrite":false},{"id":"reporting","name":"Reporting","letter":"R","key":"4","colour":"#8A8A8A","line":"dotted","unit":"sentence","definition":"What reporting is.","prompt":"Why is it reporting?","example":"","techniques":[{"id":"reporting-a","name":"Reporting A","definition":"One way to do it.","example":""}],"asks_rewrite":false}],"rules":["Words inside quotation marks belong to the speaker."]},"articles":[],"summary":"","event":"","language":"en","level":"","minutes":45,"license":"","source_note":"","instructions":"","feedback":"after-hand-in","reason_required":[],"weights":{},"questions":[],"criteria":[],"standards":[],"hide_outlets":false,"required_work":{"questions":[],"annotations":{}},"public_key":""},"changed_at":"2026-05-04T08:04:18.750000Z","key":{"annotations":[],"links":[],"unscored":[]},"published":null,"is_archived":true,"accepted_ids":[]}');
CREATE TABLE level (
	lesson_id VARCHAR NOT NULL, 
	criterion_id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	points DOUBLE NOT NULL, 
	description TEXT NOT NULL, 
	CONSTRAINT pk_level PRIMARY KEY (lesson_id, criterion_id, position), 
	CONSTRAINT fk_level_lesson_id_criterion_id FOREIGN KEY(lesson_id, criterion_id) REFERENCES criterion (lesson_id, id)
);
INSERT INTO "level" VALUES('canteen','comparing',0,'Full',4.0,'');
INSERT INTO "level" VALUES('canteen','comparing',1,'Part',2.0,'');
INSERT INTO "level" VALUES('canteen','comparing',2,'None',0.0,'');
CREATE TABLE link (
	row_id INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	lesson_id VARCHAR NOT NULL, 
	author_id VARCHAR NOT NULL, 
	hand_in_id VARCHAR, 
	title TEXT NOT NULL, 
	note TEXT NOT NULL, 
	ends JSON NOT NULL, 
	missing_in JSON NOT NULL, 
	CONSTRAINT pk_link PRIMARY KEY (row_id), 
	CONSTRAINT fk_link_hand_in_id FOREIGN KEY(hand_in_id) REFERENCES hand_in (id) ON DELETE CASCADE, 
	CONSTRAINT fk_link_lesson_id FOREIGN KEY(lesson_id) REFERENCES lesson (id)
);
INSERT INTO "link" VALUES(1,'00000000000000000000000000000011','canteen','00000000000000000000000000000002',NULL,'the price','Both name it.','[{"article":"bugle","start":29,"end":40,"exact":"cruel price","prefix":"The greedy canteen slapped a ","suffix":" on soup 👩‍👩‍👧 today.\nEveryone k"},{"article":"record","start":23,"end":28,"exact":"price","prefix":"The canteen raised the ","suffix":" of soup by 20 cents. It is a sa"}]','[]');
INSERT INTO "link" VALUES(2,'00000000000000000000000000000014','canteen','00000000000000000000000000000002',NULL,'','','[{"article":"bugle","start":62,"end":99,"exact":"Everyone knows it will only get worse","prefix":"ruel price on soup 👩‍👩‍👧 today.\n","suffix":". Soup costs 2.40 euros, the pri"}]','["record"]');
INSERT INTO "link" VALUES(3,'00000000000000000000000000000011','canteen','00000000000000000000000000000002','00000000000000000000000000000016','the price','Both name it.','[{"article":"bugle","start":29,"end":40,"exact":"cruel price","prefix":"The greedy canteen slapped a ","suffix":" on soup 👩‍👩‍👧 today.\nEveryone k"},{"article":"record","start":23,"end":28,"exact":"price","prefix":"The canteen raised the ","suffix":" of soup by 20 cents. It is a sa"}]','[]');
INSERT INTO "link" VALUES(4,'00000000000000000000000000000014','canteen','00000000000000000000000000000002','00000000000000000000000000000016','','','[{"article":"bugle","start":62,"end":99,"exact":"Everyone knows it will only get worse","prefix":"ruel price on soup 👩‍👩‍👧 today.\n","suffix":". Soup costs 2.40 euros, the pri"}]','["record"]');
INSERT INTO "link" VALUES(5,'00000000000000000000000000000027','canteen','0000000000000000000000000000001c',NULL,'the price','Both name it.','[{"article":"bugle","start":29,"end":40,"exact":"cruel price","prefix":"The greedy canteen slapped a ","suffix":" on soup 👩‍👩‍👧 today.\nEveryone k"},{"article":"record","start":23,"end":28,"exact":"price","prefix":"The canteen raised the ","suffix":" of soup by 20 cents. It is a sa"}]','[]');
INSERT INTO "link" VALUES(6,'0000000000000000000000000000002a','canteen','0000000000000000000000000000001c',NULL,'','','[{"article":"bugle","start":62,"end":99,"exact":"Everyone knows it will only get worse","prefix":"ruel price on soup 👩‍👩‍👧 today.\n","suffix":". Soup costs 2.40 euros, the pri"}]','["record"]');
INSERT INTO "link" VALUES(7,'00000000000000000000000000000027','canteen','0000000000000000000000000000001c','0000000000000000000000000000002c','the price','Both name it.','[{"article":"bugle","start":29,"end":40,"exact":"cruel price","prefix":"The greedy canteen slapped a ","suffix":" on soup 👩‍👩‍👧 today.\nEveryone k"},{"article":"record","start":23,"end":28,"exact":"price","prefix":"The canteen raised the ","suffix":" of soup by 20 cents. It is a sa"}]','[]');
INSERT INTO "link" VALUES(8,'0000000000000000000000000000002a','canteen','0000000000000000000000000000001c','0000000000000000000000000000002c','','','[{"article":"bugle","start":62,"end":99,"exact":"Everyone knows it will only get worse","prefix":"ruel price on soup 👩‍👩‍👧 today.\n","suffix":". Soup costs 2.40 euros, the pri"}]','["record"]');
CREATE TABLE membership (
	class_group_id VARCHAR NOT NULL, 
	student_id VARCHAR NOT NULL, roster_id TEXT DEFAULT '' NOT NULL, last_name TEXT DEFAULT '' NOT NULL, first_name TEXT DEFAULT '' NOT NULL, preferred_name TEXT DEFAULT '' NOT NULL, full_name TEXT DEFAULT '' NOT NULL, section TEXT DEFAULT '' NOT NULL, email TEXT DEFAULT '' NOT NULL, accommodations TEXT DEFAULT '' NOT NULL, code TEXT DEFAULT '' NOT NULL, state TEXT DEFAULT 'active' NOT NULL, external_ids JSON DEFAULT '{}' NOT NULL, left_at DATETIME, 
	CONSTRAINT pk_membership PRIMARY KEY (class_group_id, student_id), 
	CONSTRAINT fk_membership_class_group_id FOREIGN KEY(class_group_id) REFERENCES class_group (id) ON DELETE CASCADE, 
	CONSTRAINT fk_membership_student_id FOREIGN KEY(student_id) REFERENCES student (id) ON DELETE CASCADE
);
INSERT INTO "membership" VALUES('7b','00000000000000000000000000000032','1','01','7B','7B-01','','','','','DHVQ','active','{}',NULL);
INSERT INTO "membership" VALUES('7b','0000000000000000000000000000001c','2','','','','7B-02','','','','AKPC','active','{"oneroster":"x2"}',NULL);
CREATE TABLE question (
	lesson_id VARCHAR NOT NULL, 
	id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	retired BOOLEAN NOT NULL, 
	prompt TEXT NOT NULL, 
	lines INTEGER NOT NULL, 
	article_id VARCHAR, 
	CONSTRAINT pk_question PRIMARY KEY (lesson_id, id), 
	CONSTRAINT fk_question_lesson_id FOREIGN KEY(lesson_id) REFERENCES lesson (id)
);
INSERT INTO "question" VALUES('canteen','agree',0,0,'What do both agree on?',6,NULL);
CREATE TABLE reading_place (
	lesson_id VARCHAR NOT NULL, 
	author_id VARCHAR NOT NULL, 
	opened_at DATETIME NOT NULL, 
	articles JSON NOT NULL, 
	positions JSON, layout JSON, 
	CONSTRAINT pk_reading_place PRIMARY KEY (lesson_id, author_id), 
	CONSTRAINT fk_reading_place_lesson_id FOREIGN KEY(lesson_id) REFERENCES lesson (id)
);
INSERT INTO "reading_place" VALUES('canteen','00000000000000000000000000000002','2026-05-04 08:00:54.000000','["bugle","record"]','{"bugle":17}','{"order":["bugle","record"],"pinned":["record"],"widths":[{"bugle":400}]}');
INSERT INTO "reading_place" VALUES('canteen','0000000000000000000000000000001c','2026-05-04 08:01:36.750000','["bugle","record"]','{"bugle":17}','{"order":["bugle","record"],"pinned":["record"],"widths":[{"bugle":400}]}');
CREATE TABLE regrade_request (
	hand_in_id VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	text TEXT NOT NULL, 
	answer TEXT DEFAULT '' NOT NULL, 
	answered_at DATETIME, 
	CONSTRAINT pk_regrade_request PRIMARY KEY (hand_in_id), 
	CONSTRAINT fk_regrade_request_hand_in_id FOREIGN KEY(hand_in_id) REFERENCES hand_in (id) ON DELETE CASCADE
);
INSERT INTO "regrade_request" VALUES('00000000000000000000000000000016','2026-05-04 08:03:47.250000','Is “robbery” not loaded?','It is a quotation.','2026-05-04 08:03:49.500000');
CREATE TABLE returned_work (
	hand_in_id VARCHAR NOT NULL, 
	lesson_id VARCHAR NOT NULL, 
	student_name TEXT NOT NULL, 
	name_key TEXT NOT NULL, 
	received_at DATETIME NOT NULL, 
	feedback JSON NOT NULL, 
	CONSTRAINT pk_returned_work PRIMARY KEY (hand_in_id)
);
INSERT INTO "returned_work" VALUES('00000000000000000000000000000016','canteen','7B-01','7b-01','2026-05-04 08:03:42.750000','{"format":1,"hand_in":"00000000000000000000000000000016","lesson":"canteen","version":1,"title":"Canteen prices","articles":{"bugle":"d3e3e0a0e96f71628672c83e113c87bc01a59adff603f0c10445229394455722","record":"2e17cafeb008ccf32cf8b35d01b15d1731e45f4274a683be9fca8d8733e8bd32"},"student":"7B-01","attempt":1,"handed_in":"2026-05-04T08:00:42.750000Z","returned_at":"2026-05-04T08:03:33.750000Z","points":2.75,"maximum":3.75,"rubric_points":2.0,"rubric_maximum":4.0,"comment":"Good work.","request":"","request_answer":"","revision":6,"untold":2,"notes":[{"article":"bugle","category":"loaded-language","start":4,"end":10,"quote":"greedy","outcome":"found","points":1.0,"explanation":"About “greedy”.","wanted":null,"reason":"It judges.","rewrite":"raised","comment":"","by_hand":""},{"article":"bugle","category":"loaded-language","start":19,"end":26,"quote":"slapped","outcome":"found","points":0.5,"explanation":"About “slapped”.","wanted":null,"reason":"It pushes: “slapped” 😡","rewrite":"","comment":"","by_hand":"0.5 points instead of 1. Said so in class."},{"article":"bugle","category":"loaded-language","start":44,"end":54,"quote":"soup 👩‍👩‍👧","outcome":"found","points":1.0,"explanation":"","wanted":null,"reason":"It pushes: “soup 👩‍👩‍👧” 😡","rewrite":"","comment":"Well seen.","by_hand":""},{"article":"bugle","category":"unsupported-claim","start":62,"end":99,"quote":"Everyone knows it will only get worse","outcome":"found","points":1.0,"explanation":"About “Everyone knows it will only get worse.”.","wanted":null,"reason":"It pushes: “Everyone knows it will only get worse.” 😡","rewrite":"","comment":"","by_hand":""},{"article":"bugle","category":"loaded-language","start":154,"end":161,"quote":"robbery","outcome":"fell for the trap","points":-1.0,"explanation":"About “robbery”.","wanted":null,"reason":"It pushes: “robbery” 😡","rewrite":"","comment":"","by_hand":""},{"article":"record","category":"opinion","start":50,"end":76,"quote":"It is a sad day for taste.","outcome":"found","points":0.25,"explanation":"About “It is a sad day for taste.”.","wanted":null,"reason":"It pushes: “It is a sad day for taste.” 😡","rewrite":"","comment":"","by_hand":""}],"answers":[{"prompt":"What do both agree on?","answer":"Both say that soup is dearer.\nBy 20 cents.","comment":"Read it once more."}],"criteria":[{"name":"Comparing","level":"Part","points":2.0,"maximum":4.0,"comment":""}],"lines":[{"name":"Loaded language","points":2.0,"maximum":2.0},{"name":"Unsupported claim","points":1.0,"maximum":1.0},{"name":"Opinion","points":0.25,"maximum":0.5},{"name":"Reporting","points":0.0,"maximum":0.25},{"name":"Bonus, beyond what the key asks","points":1.0,"maximum":null},{"name":"Traps","points":-1.0,"maximum":null},{"name":"Set by the teacher","points":-0.5,"maximum":null},{"name":"Comparing","points":2.0,"maximum":4.0}],"checked":true}');
INSERT INTO "returned_work" VALUES('0000000000000000000000000000002c','canteen','7B-02','7b-02','2026-05-04 08:03:45.000000','{"format":1,"hand_in":"0000000000000000000000000000002c","lesson":"canteen","version":1,"title":"Canteen prices","articles":{"bugle":"d3e3e0a0e96f71628672c83e113c87bc01a59adff603f0c10445229394455722","record":"2e17cafeb008ccf32cf8b35d01b15d1731e45f4274a683be9fca8d8733e8bd32"},"student":"7B-02","attempt":1,"handed_in":"2026-05-04T08:01:25.500000Z","returned_at":"2026-05-04T08:03:38.250000Z","points":2.25,"maximum":3.75,"rubric_points":4.0,"rubric_maximum":4.0,"comment":"","request":"","request_answer":"","revision":7,"untold":4,"notes":[{"article":"bugle","category":"loaded-language","start":19,"end":26,"quote":"slapped","outcome":"found","points":1.0,"explanation":"About “slapped”.","wanted":null,"reason":"It judges.","rewrite":"raised","comment":"","by_hand":""},{"article":"bugle","category":"loaded-language","start":44,"end":54,"quote":"soup 👩‍👩‍👧","outcome":"found","points":1.0,"explanation":"","wanted":null,"reason":"It pushes: “soup 👩‍👩‍👧” 😡","rewrite":"","comment":"Well seen.","by_hand":""},{"article":"bugle","category":"reporting","start":101,"end":144,"quote":"Soup costs 2.40 euros, the price list says.","outcome":"found","points":0.25,"explanation":"About “Soup costs 2.40 euros, the price list says.”.","wanted":null,"reason":"It pushes: “Soup costs 2.40 euros, the price list says.” 😡","rewrite":"","comment":"","by_hand":""},{"article":"record","category":"loaded-language","start":58,"end":65,"quote":"sad day","outcome":"rejected","points":0.0,"explanation":"","wanted":null,"reason":"It pushes: “sad day” 😡","rewrite":"","comment":"A neutral word.","by_hand":""}],"answers":[{"prompt":"What do both agree on?","answer":"Both say that soup is dearer.\nBy 20 cents.","comment":""}],"criteria":[{"name":"Comparing","level":"Full","points":4.0,"maximum":4.0,"comment":""}],"lines":[{"name":"Loaded language","points":1.0,"maximum":2.0},{"name":"Unsupported claim","points":0.0,"maximum":1.0},{"name":"Opinion","points":0.0,"maximum":0.5},{"name":"Reporting","points":0.25,"maximum":0.25},{"name":"Bonus, beyond what the key asks","points":1.0,"maximum":null},{"name":"Comparing","points":4.0,"maximum":4.0}],"checked":true}');
CREATE TABLE second_opinion (
	hand_in_id VARCHAR NOT NULL, 
	author_id VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	decisions JSON NOT NULL, 
	CONSTRAINT pk_second_opinion PRIMARY KEY (hand_in_id, author_id), 
	CONSTRAINT fk_second_opinion_hand_in_id FOREIGN KEY(hand_in_id) REFERENCES hand_in (id) ON DELETE CASCADE
);
INSERT INTO "second_opinion" VALUES('00000000000000000000000000000016','teacher:second','2026-05-04 08:03:31.500000','{"verdicts":[],"overrides":[],"criterion_scores":[{"hand_in_id":"00000000000000000000000000000016","criterion_id":"comparing","points":4.0,"author_id":"teacher:second","at":"2026-05-04T08:03:20.250000Z","comment":""}],"comments":[{"id":"00000000000000000000000000000045","hand_in_id":"00000000000000000000000000000016","author_id":"teacher:second","at":"2026-05-04T08:03:27Z","text":"I would give four.","annotation_id":null,"question_id":null}]}');
CREATE TABLE student (
	id VARCHAR NOT NULL, 
	name TEXT NOT NULL, 
	name_key TEXT NOT NULL, pin_hash TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_student PRIMARY KEY (id)
);
INSERT INTO "student" VALUES('00000000000000000000000000000002','7B-01','7b-01','$argon2id$v=19$m=65536,t=2,p=1$3pbcWKmFzOqm+GFhDtuPGA$DdvMDwVk6l+lzWZHIDOrb9M2yUBi5Si2LQUftEXpV7U');
INSERT INTO "student" VALUES('0000000000000000000000000000001c','7B-02','7b-02','');
INSERT INTO "student" VALUES('00000000000000000000000000000032','7B-01 01','7b-01 01','');
CREATE TABLE suggestion_choice (
	lesson_id VARCHAR NOT NULL, 
	article_id VARCHAR NOT NULL, 
	category_id VARCHAR NOT NULL, 
	span_start INTEGER NOT NULL, 
	span_end INTEGER NOT NULL, 
	choice VARCHAR NOT NULL, 
	features JSON NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_suggestion_choice PRIMARY KEY (lesson_id, article_id, category_id, span_start, span_end)
);
INSERT INTO "suggestion_choice" VALUES('canteen','bugle','loaded-language',19,26,'accepted','{"score":0.75,"cue":"verb","in_quotation":false}','2026-05-04 08:04:03.000000');
INSERT INTO "suggestion_choice" VALUES('canteen','bugle','loaded-language',154,161,'dismissed','{"score":0.25,"cue":"noun","in_quotation":true}','2026-05-04 08:04:05.250000');
CREATE TABLE technique (
	lesson_id VARCHAR NOT NULL, 
	category_id VARCHAR NOT NULL, 
	id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	definition TEXT NOT NULL, 
	example TEXT NOT NULL, 
	CONSTRAINT pk_technique PRIMARY KEY (lesson_id, category_id, id), 
	CONSTRAINT fk_technique_lesson_id_category_id FOREIGN KEY(lesson_id, category_id) REFERENCES category (lesson_id, id)
);
INSERT INTO "technique" VALUES('canteen','loaded-language','loaded-language-a',0,'Loaded language A','One way to do it.','');
INSERT INTO "technique" VALUES('canteen','unsupported-claim','unsupported-claim-a',0,'Unsupported claim A','One way to do it.','');
INSERT INTO "technique" VALUES('canteen','opinion','opinion-a',0,'Opinion A','One way to do it.','');
INSERT INTO "technique" VALUES('canteen','reporting','reporting-a',0,'Reporting A','One way to do it.','');
CREATE TABLE typed_name (
	class_group_id VARCHAR NOT NULL, 
	name_key VARCHAR NOT NULL, 
	student_id VARCHAR NOT NULL, 
	CONSTRAINT pk_typed_name PRIMARY KEY (class_group_id, name_key), 
	CONSTRAINT fk_typed_name_class_group_id FOREIGN KEY(class_group_id) REFERENCES class_group (id) ON DELETE CASCADE, 
	CONSTRAINT fk_typed_name_student_id FOREIGN KEY(student_id) REFERENCES student (id) ON DELETE CASCADE
);
INSERT INTO "typed_name" VALUES('7b','7b_02','0000000000000000000000000000001c');
CREATE TABLE verdict (
	hand_in_id VARCHAR NOT NULL, 
	annotation_id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	author_id VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	comment TEXT NOT NULL, 
	CONSTRAINT pk_verdict PRIMARY KEY (hand_in_id, annotation_id), 
	CONSTRAINT fk_verdict_hand_in_id FOREIGN KEY(hand_in_id) REFERENCES hand_in (id) ON DELETE CASCADE
);
INSERT INTO "verdict" VALUES('00000000000000000000000000000016','0000000000000000000000000000000d','accept-for-all','teacher','2026-05-04 08:01:52.500000','');
INSERT INTO "verdict" VALUES('0000000000000000000000000000002c','00000000000000000000000000000021','accept','teacher','2026-05-04 08:01:54.750000','');
INSERT INTO "verdict" VALUES('0000000000000000000000000000002c','0000000000000000000000000000001f','reject','teacher','2026-05-04 08:02:08.250000','');
CREATE INDEX ix_student_name_key ON student (name_key);
CREATE INDEX ix_assignment_class_group_id ON assignment (class_group_id);
CREATE INDEX ix_assignment_lesson_id ON assignment (lesson_id);
CREATE INDEX ix_hand_in_lesson_id_name_key_attempt ON hand_in (lesson_id, name_key, attempt);
CREATE UNIQUE INDEX ix_annotation_handed_in ON annotation (hand_in_id, id) WHERE hand_in_id IS NOT NULL;
CREATE UNIQUE INDEX ix_annotation_working ON annotation (lesson_id, author_id, id) WHERE hand_in_id IS NULL;
CREATE UNIQUE INDEX ix_link_handed_in ON link (hand_in_id, id) WHERE hand_in_id IS NOT NULL;
CREATE UNIQUE INDEX ix_link_working ON link (lesson_id, author_id, id) WHERE hand_in_id IS NULL;
CREATE UNIQUE INDEX ix_answer_handed_in ON answer (hand_in_id, question_id) WHERE hand_in_id IS NOT NULL;
CREATE UNIQUE INDEX ix_answer_working ON answer (lesson_id, author_id, question_id) WHERE hand_in_id IS NULL;
CREATE INDEX ix_edit_lesson_id_author_id_undone_row_id ON edit (lesson_id, author_id, undone, row_id);
CREATE INDEX ix_comment_hand_in_id ON comment (hand_in_id);
CREATE INDEX ix_decision_log_lesson_id_row_id ON decision_log (lesson_id, row_id);
CREATE INDEX ix_returned_work_lesson_id_name_key ON returned_work (lesson_id, name_key);
CREATE TRIGGER article_body_never_changes BEFORE UPDATE ON article_body BEGIN SELECT RAISE(ABORT, 'the body of an article never changes'); END;
CREATE TRIGGER hand_in_never_changes BEFORE UPDATE OF id, lesson_id, lesson_version, lesson_hash, article_hashes, student_name, name_key, attempt, handed_in, digest ON hand_in BEGIN SELECT RAISE(ABORT, 'a hand-in never changes'); END;
CREATE TRIGGER handed_in_annotation_never_changes BEFORE UPDATE ON annotation WHEN OLD.hand_in_id IS NOT NULL BEGIN SELECT RAISE(ABORT, 'handed-in work never changes'); END;
CREATE TRIGGER handed_in_annotation_never_goes BEFORE DELETE ON annotation WHEN OLD.hand_in_id IS NOT NULL AND EXISTS (SELECT 1 FROM hand_in WHERE id = OLD.hand_in_id) BEGIN SELECT RAISE(ABORT, 'handed-in work never changes'); END;
CREATE TRIGGER handed_in_link_never_changes BEFORE UPDATE ON link WHEN OLD.hand_in_id IS NOT NULL BEGIN SELECT RAISE(ABORT, 'handed-in work never changes'); END;
CREATE TRIGGER handed_in_link_never_goes BEFORE DELETE ON link WHEN OLD.hand_in_id IS NOT NULL AND EXISTS (SELECT 1 FROM hand_in WHERE id = OLD.hand_in_id) BEGIN SELECT RAISE(ABORT, 'handed-in work never changes'); END;
CREATE TRIGGER handed_in_answer_never_changes BEFORE UPDATE ON answer WHEN OLD.hand_in_id IS NOT NULL BEGIN SELECT RAISE(ABORT, 'handed-in work never changes'); END;
CREATE TRIGGER handed_in_answer_never_goes BEFORE DELETE ON answer WHEN OLD.hand_in_id IS NOT NULL AND EXISTS (SELECT 1 FROM hand_in WHERE id = OLD.hand_in_id) BEGIN SELECT RAISE(ABORT, 'handed-in work never changes'); END;
COMMIT;
PRAGMA user_version=6;
