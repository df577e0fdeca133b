/*
 * Puts the rules of many files into one order that is theirs and not the
 * files', so that a verdict never depends on where a rule stood.
 */
#include <dirent.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "../lib/datafile.h"
#include "../lib/xalloc.h"
#include "hash.h"
#include "rulebook.h"

const char *
contest_name(enum contest contest)
{
	static const char *const names[CONTESTS] = {
		[CONTEST_PRODUCT] = "product",
		[CONTEST_OPERATOR] = "operator",
		[CONTEST_VIA] = "via",
	};

	return names[contest];
}

char
operator_sign(enum operator operator)
{
	static const char signs[] = {
		[OPERATOR_IS] = '=',
		[OPERATOR_FINDS] = '~',
		[OPERATOR_LACKS] = '!',
	};

	return signs[operator];
}

struct candidate *
rules_candidate(const struct rules *r, enum contest contest, struct text slug)
{
	for (size_t i = 0; i < r->n_candidates; i++)
		if (r->candidates[i]->contest == contest &&
		    text_is(slug, r->candidates[i]->product->slug))
			return r->candidates[i];
	return NULL;
}

struct candidate *
rulebook_candidate(struct rulebook *book, enum contest contest,
    const struct product *product)
{
	struct rules *r = book->rules;
	struct candidate *c =
	    rules_candidate(r, contest, text_of(product->slug));

	if (c != NULL)
		return c;
	c = xcalloc(1, sizeof *c);
	c->contest = contest;
	c->product = product;
	c->family = products_find(r->products, text_of(product->family));
	if (c->family == NULL)
		c->family = product;
	r->candidates = xrealloc(r->candidates, r->n_candidates + 1,
	    sizeof(struct candidate *));
	r->candidates[r->n_candidates++] = c;
	return c;
}

/* A word that may be missing, and its end. */
static uint64_t
hash_word(uint64_t h, const char *word)
{
	return word == NULL ? hash_written(h, "", 1) :
	    hash_written(h, word, strlen(word) + 1);
}

/* slug/reply/hhhh, the digits of the line's hash. */
static const char *
make_id(const struct evidence *e)
{
	const char sign = operator_sign(e->operator);
	uint64_t h = hash_written(HASH_START, &sign, 1);

	h = hash_written(h, e->text.s == NULL ? "" : e->text.s, e->text.len);
	return xasprintf("%s/%s/%04x", e->candidate->product->slug,
	    reply_name(e->reply), (unsigned)((h ^ h >> 16 ^ h >> 32 ^
	    h >> 48) & 0xffff));
}

struct evidence *
rulebook_add(struct rulebook *book, struct evidence given)
{
	struct rules *r = book->rules;
	struct evidence *e = xmalloc(sizeof *e);

	*e = given;
	e->id = make_id(e);
	if (r->n_evidence == book->room) {
		book->room = book->room > 0 ? 2 * book->room : 1024;
		r->evidence = xrealloc(r->evidence, book->room,
		    sizeof(struct evidence *));
	}
	r->evidence[r->n_evidence++] = e;
	return e;
}

void
rulebook_add_example(struct evidence *e, struct example example)
{
	e->examples = xrealloc(e->examples, e->n_examples + 1,
	    sizeof *e->examples);
	e->examples[e->n_examples++] = example;
}

static int
compare_candidates(const void *x, const void *y)
{
	const struct candidate *a = *(struct candidate *const *)x;
	const struct candidate *b = *(struct candidate *const *)y;

	if (a->contest != b->contest)
		return a->contest < b->contest ? -1 : 1;
	return strcmp(a->product->slug, b->product->slug);
}

static int
compare_texts(struct text a, struct text b)
{
	const size_t len = a.len < b.len ? a.len : b.len;
	const int order = len == 0 ? 0 : memcmp(a.s, b.s, len);

	return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

/* By what they say, so that files and lines do not matter. */
static int
compare_evidence(const void *x, const void *y)
{
	const struct evidence *a = *(struct evidence *const *)x;
	const struct evidence *b = *(struct evidence *const *)y;
	int order;

	if (a->candidate != b->candidate)
		return a->candidate->index < b->candidate->index ? -1 : 1;
	if (a->reply != b->reply)
		return strcmp(reply_name(a->reply), reply_name(b->reply));
	if (a->operator != b->operator)
		return a->operator < b->operator ? -1 : 1;
	order = compare_texts(a->text, b->text);
	if (order != 0)
		return order;
	if (a->weight != b->weight)
		return b->weight - a->weight;
	order = strcmp(a->file, b->file);
	return order != 0 ? order : (a->line > b->line) - (a->line < b->line);
}

static void
add_lack(struct evidence *e)
{
	struct candidate *c = e->candidate;

	c->lacks = xrealloc(c->lacks, c->n_lacks + 1,
	    sizeof(struct evidence *));
	c->lacks[c->n_lacks++] = e;
}

static void
put_in_order(struct rules *r)
{
	if (r->n_candidates > 0)
		qsort(r->candidates, r->n_candidates,
		    sizeof(struct candidate *), compare_candidates);
	for (size_t i = 0; i < r->n_candidates; i++)
		r->candidates[i]->index = i;
	if (r->n_evidence > 0)
		qsort(r->evidence, r->n_evidence, sizeof(struct evidence *),
		    compare_evidence);
	r->hash = HASH_START;
	for (size_t i = 0; i < r->n_evidence; i++) {
		struct evidence *e = r->evidence[i];

		e->index = i;
		if (e->operator == OPERATOR_LACKS)
			add_lack(e);
		r->hash = hash_written(r->hash, e->id, strlen(e->id));
		r->hash = hash_written(r->hash, &e->weight, 1);
		r->hash = hash_word(r->hash, e->version);
		r->hash = hash_word(r->hash, e->word);
		r->hash = hash_word(r->hash, e->since);
		r->hash = hash_word(r->hash, e->until);
	}
}

static bool
is_folder(const char *path)
{
	struct stat st;

	if (stat(path, &st) == -1)
		err(2, "%s", path);
	return S_ISDIR(st.st_mode);
}

static bool
is_rule_file(const char *name)
{
	const char *dot = strrchr(name, '.');

	return name[0] != '.' && dot != NULL && strcmp(dot, ".rules") == 0;
}

/* The evidence goes on pointing to the file's name. */
static void
read_file(struct rulebook *book, const char *path)
{
	struct rules *r = book->rules;

	r->files = xrealloc(r->files, r->n_files + 1, sizeof *r->files);
	r->files[r->n_files] = xstrdup(path);
	rules_read(book, r->files[r->n_files++]);
}

static void
read_folder(struct rulebook *book, const char *path)
{
	DIR *folder = opendir(path);
	struct dirent *entry;
	size_t n = 0;

	if (folder == NULL)
		err(2, "%s", path);
	while ((entry = readdir(folder)) != NULL) {
		if (!is_rule_file(entry->d_name))
			continue;
		char *name = xasprintf("%s/%s", path, entry->d_name);
		read_file(book, name);
		free(name);
		n++;
	}
	closedir(folder);
	if (n == 0)
		errx(2, "%s: no file of rules (*.rules) in it", path);
}

/* The first folder's table of products, or the installed one. */
static struct products *
find_products(char *const *paths, size_t n)
{
	char *path = NULL;

	for (size_t i = 0; i < n && path == NULL; i++)
		if (is_folder(paths[i]))
			path = xasprintf("%s/products.tsv", paths[i]);
	if (path == NULL)
		path = datafile_path_dup("products.tsv");
	struct products *products = products_new(path);
	free(path);
	return products;
}

struct rules *
rules_new(char *const *paths, size_t n)
{
	struct rulebook book = { .rules = xcalloc(1, sizeof(struct rules)) };

	book.rules->products = find_products(paths, n);
	for (size_t i = 0; i < n; i++)
		if (is_folder(paths[i]))
			read_folder(&book, paths[i]);
		else
			read_file(&book, paths[i]);
	if (book.is_bad)
		exit(2);
	put_in_order(book.rules);
	return book.rules;
}

static void
free_evidence(struct evidence *e)
{
	for (size_t i = 0; i < e->n_examples; i++)
		free((void *)(uintptr_t)e->examples[i].bytes.s);
	free(e->examples);
	pattern_free(e->pattern);
	free((void *)(uintptr_t)e->text.s);
	free((void *)(uintptr_t)e->since);
	free((void *)(uintptr_t)e->until);
	free((void *)(uintptr_t)e->version);
	free((void *)(uintptr_t)e->word);
	free((void *)(uintptr_t)e->id);
	free(e);
}

void
rules_free(struct rules *r)
{
	if (r == NULL)
		return;
	for (size_t i = 0; i < r->n_evidence; i++)
		free_evidence(r->evidence[i]);
	for (size_t i = 0; i < r->n_candidates; i++) {
		free(r->candidates[i]->lacks);
		free(r->candidates[i]);
	}
	for (size_t i = 0; i < r->n_files; i++)
		free(r->files[i]);
	free(r->evidence);
	free(r->candidates);
	free(r->files);
	products_free(r->products);
	free(r);
}
