from django.db import migrations

from events.models.words import words_of


def note_words(apps, schema_editor):
    """Store the words of the titles that are there already."""
    for noun in ("event", "stand"):
        entries, rows = apps.get_model("events", noun), apps.get_model("events", f"{noun}word")
        for entry in entries.objects.only("pk", "title").iterator(chunk_size=500):
            words = words_of(entry.title)
            entries.objects.filter(pk=entry.pk).update(title_words=" ".join(words))
            rows.objects.bulk_create(rows(**{noun: entry, "word": word}) for word in words)


class Migration(migrations.Migration):
    dependencies = [("events", "0012_doubles")]

    operations = [migrations.RunPython(note_words, migrations.RunPython.noop)]
