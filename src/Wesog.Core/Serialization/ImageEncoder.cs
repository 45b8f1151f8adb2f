using Wesog.Images;
using Wesog.Operations;
using Wesog.Validation;

namespace Wesog.Serialization;

/// <summary>Brings a whole image into canonical form.</summary>
internal sealed class ImageEncoder(ValidatedBatchBuilder batch, MemberValueWriter values)
{
    public void Encode(Image image, ItemMethod method)
    {
        values.WriteId(image.Id);
        Src(image.Src, method);
        Text(ImageMember.UrlImgWatermark, image.UrlImgWatermark);
        Text(ImageMember.UrlImgThumbnail, image.UrlImgThumbnail);
        Text(ImageMember.Title, image.Title);
        Text(ImageMember.Headline, image.Headline);
        Text(ImageMember.Caption, image.Caption);
        Text(ImageMember.AltText, image.AltText);
        Flag(ImageMember.AiGenerated, image.AiGenerated);
        Flag(ImageMember.ModelRelease, image.ModelRelease);
        Flag(ImageMember.PropertyRelease, image.PropertyRelease);
        Flag(ImageMember.Nsfw, image.Nsfw);
        Date(ImageMember.Date, image.Date);
        Text(ImageMember.Status, image.Status);
        Text(ImageMember.Location, image.Location);
        Text(ImageMember.City, image.City);
        Text(ImageMember.Country, image.Country);
        Text(ImageMember.Event, image.Event);
        Text(ImageMember.Author, image.Author);
        Text(ImageMember.Provider, image.Provider);
        Text(ImageMember.Shot, image.Shot);
        Text(ImageMember.Scene, image.Scene);
        Text(ImageMember.Technique, image.Technique);
        Text(ImageMember.Medium, image.Medium);
        List(ImageMember.Keywords, image.Keywords);
        List(ImageMember.Categories, image.Categories);
        List(ImageMember.Collections, image.Collections);
        values.WriteLang(image.Lang);
    }

    // The compiler keeps src from being null; an object made around it (default!, a mapper) does not.
    private void Src(string? src, ItemMethod method)
    {
        if (src is null)
        {
            var kind = method == ItemMethod.Replace ? ValidationRule.RequiredToReplace : ValidationRule.Required;
            batch.Faults.Add(kind, new FaultField(ImageMember.Src.Name));
        }

        Text(ImageMember.Src, src);
    }

    private void Text(ImageMember member, string? value)
    {
        if (value is not null)
        {
            values.WriteText(member, value);
        }
    }

    private void Flag(ImageMember member, bool? value)
    {
        if (value is { } flag)
        {
            values.WriteFlag(member, flag);
        }
    }

    private void Date(ImageMember member, ImageDate? value)
    {
        if (value is { } date)
        {
            values.WriteDate(member, date);
        }
    }

    private void List(ImageMember member, TextList? value)
    {
        if (value is not null)
        {
            values.WriteList(member, value);
        }
    }
}
