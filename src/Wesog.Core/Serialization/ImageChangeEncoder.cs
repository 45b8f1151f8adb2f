using Wesog.Images;
using Wesog.Validation;

namespace Wesog.Serialization;

/// <summary>Brings a modification into canonical form: the members that change, null where they are cleared.</summary>
internal sealed class ImageChangeEncoder(ValidatedBatchBuilder batch, MemberValueWriter values)
{
    public void Encode(ImageChange change)
    {
        values.WriteId(change.Id);
        Src(change.Src);
        Text(ImageMember.UrlImgWatermark, change.UrlImgWatermark);
        Text(ImageMember.UrlImgThumbnail, change.UrlImgThumbnail);
        Text(ImageMember.Title, change.Title);
        Text(ImageMember.Headline, change.Headline);
        Text(ImageMember.Caption, change.Caption);
        Text(ImageMember.AltText, change.AltText);
        Flag(ImageMember.AiGenerated, change.AiGenerated);
        Flag(ImageMember.ModelRelease, change.ModelRelease);
        Flag(ImageMember.PropertyRelease, change.PropertyRelease);
        Flag(ImageMember.Nsfw, change.Nsfw);
        Date(ImageMember.Date, change.Date);
        Text(ImageMember.Status, change.Status);
        Text(ImageMember.Location, change.Location);
        Text(ImageMember.City, change.City);
        Text(ImageMember.Country, change.Country);
        Text(ImageMember.Event, change.Event);
        Text(ImageMember.Author, change.Author);
        Text(ImageMember.Provider, change.Provider);
        Text(ImageMember.Shot, change.Shot);
        Text(ImageMember.Scene, change.Scene);
        Text(ImageMember.Technique, change.Technique);
        Text(ImageMember.Medium, change.Medium);
        List(ImageMember.Keywords, change.Keywords);
        List(ImageMember.Categories, change.Categories);
        List(ImageMember.Collections, change.Collections);
        values.WriteLang(change.Lang);
    }

    private void Src(Optional<string> src)
    {
        if (src is { IsSet: true, Value: null })
        {
            batch.Faults.Add(ValidationRule.NotClearable, new FaultField(ImageMember.Src.Name));
        }

        Text(ImageMember.Src, src.IsSet ? src.Value : default(Optional<string?>));
    }

    private void Text(ImageMember member, Optional<string?> change)
    {
        if (change.Value is { } text)
        {
            values.WriteText(member, text);
        }
        else
        {
            Clear(member, change.IsSet);
        }
    }

    private void Flag(ImageMember member, Optional<bool?> change)
    {
        if (change.Value is { } flag)
        {
            values.WriteFlag(member, flag);
        }
        else
        {
            Clear(member, change.IsSet);
        }
    }

    private void Date(ImageMember member, Optional<ImageDate?> change)
    {
        if (change.Value is { } date)
        {
            values.WriteDate(member, date);
        }
        else
        {
            Clear(member, change.IsSet);
        }
    }

    private void List(ImageMember member, Optional<TextList?> change)
    {
        if (change.Value is { } list)
        {
            values.WriteList(member, list);
        }
        else
        {
            Clear(member, change.IsSet);
        }
    }

    private void Clear(ImageMember member, bool isSet)
    {
        if (isSet)
        {
            batch.Draft.Write(member, "null"u8);
        }
    }
}
