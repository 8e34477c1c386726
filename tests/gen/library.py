"""A library at a GEN that answers as it is told: files and folders with real state behind the calls."""

from itertools import count

from genbot.gen import assets as gen_
from genbot.gen.errors import NotFound


class Library:
    """A pretend library behind the calls that GEN answers."""

    def __init__(self, gen):
        self.files, self.folders, self.numbers = {}, {}, count(1)
        gen.will(gen_.ListAssetLibraries, self.list)
        gen.will(gen_.CreateDirectUpload, self.announce)
        gen.will(gen_.CreateContentResource, self.create)
        gen.will(gen_.GetContentResource, lambda call: self.resource(call.id))
        gen.will(gen_.UpdateContentResource, lambda call: None)
        gen.will(gen_.UpdateAssetFolder, lambda call: gen_.AssetFolder(asset_folder_id=call.id))
        gen.will(gen_.DeleteContentResource, lambda call: self.delete(call.id))
        gen.will(gen_.DeleteAssetFolder, lambda call: self.delete(call.id))
        gen.will(gen_.CreateAssetFolder, self.make)

    def list(self, call):
        if call.page:
            return []
        here = call.folder_id or ""
        folders = [gen_.Asset(id=id, type="AssetFolder", name=name)
                   for id, (name, above) in self.folders.items() if above == here]  # fmt: skip
        files = [
            gen_.Asset(id=id, type="ContentResource", file_name=name, url=f"https://cdn.gen.pro/{id}",
                       content_type="image/png")
            for id, (name, above) in self.files.items() if above == here
        ]  # fmt: skip
        found = folders if call.asset_type == "folder" else [*folders, *files]
        words = (call.search or "").lower()
        return [one for one in found if words in (one.name or one.file_name).lower()]

    def announce(self, call):
        self.announced = call.blob
        place = gen_.Destination(url="https://bucket.example/1", headers={"Content-MD5": "md5"})
        return gen_.DirectUpload(signed_id=f"signed{next(self.numbers)}", direct_upload=place)

    def create(self, call):
        id = str(next(self.numbers))
        self.files[id] = (self.announced.filename, call.folder_id or "")
        return self.resource(id)

    def resource(self, id):
        if id not in self.files:
            raise NotFound("not_found", 404, "There is no such file.")
        url = f"https://cdn.gen.pro/{id}"
        return gen_.ContentResource(
            id=id, url=url, file_name=self.files[id][0], content_type="image/png"
        )

    def make(self, call):
        id = str(next(self.numbers))
        self.folders[id] = (call.name, call.parent_id or "")
        return gen_.AssetFolder(asset_folder_id=id)

    def delete(self, id):
        gone = {id}
        for _ in range(9):
            gone |= {one for one, (_, above) in self.folders.items() if above in gone}
        self.files = {one: at for one, at in self.files.items() if {one, at[1]}.isdisjoint(gone)}
        self.folders = {one: at for one, at in self.folders.items() if one not in gone}
