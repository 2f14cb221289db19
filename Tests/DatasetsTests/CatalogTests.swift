import Datasets
import Ground
import Tensors
import Testing

@Suite struct CatalogTests {
  @Test func `named sets are looked for in the given folder, then the user's, then the system's`() {
    let all = DatasetCatalog(environment: [
      "CONVSCOPE_DATA": "/data", "XDG_DATA_HOME": "/xdg", "HOME": "/home/u",
    ])
    #expect(
      all.candidates(for: "kmnist") == [
        "/data/kmnist", "/xdg/convscope/datasets/kmnist", "/usr/share/datasets/kmnist",
      ])
    let home = DatasetCatalog(environment: ["XDG_DATA_HOME": "not/absolute", "HOME": "/home/u"])
    #expect(
      home.folders == ["/home/u/.local/share/convscope/datasets", "/usr/share/datasets"])
    #expect(DatasetCatalog(environment: [:]).folders == ["/usr/share/datasets"])
  }

  @Test func `the first folder that has the name is taken`() throws {
    let folder = try TemporaryFolder()
    for place in ["first/a", "second/a", "second/b"] {
      try folder.write("\(place)/test_batch.bin", TinyFiles.cifarRecord(label: 0, fill: 5))
    }
    try folder.write("second/a/test_batch.bin", TinyFiles.cifarRecord(label: 0, fill: 6))
    try folder.write("second/notes/text", [])
    let catalog = DatasetCatalog(folders: ["\(folder.path)/first", "\(folder.path)/second"])
    #expect(try catalog.source(for: "a").load(.test).pixels[0] == 5)
    #expect(try catalog.source(for: "b").name == "b")
    #expect(catalog.names() == ["digits", "a", "b"])
    #expect(throws: DatasetError.unknownFolder("\(folder.path)/second/notes")) {
      try catalog.source(for: "notes")
    }
  }

  @Test func `a name that is nowhere is answered with the places tried`() throws {
    let catalog = DatasetCatalog(folders: ["/nowhere/at/all"])
    #expect(throws: DatasetError.notFound("fashion", tried: ["/nowhere/at/all/fashion"])) {
      try catalog.source(for: "fashion")
    }
    #expect(throws: DatasetError.notFound("/nowhere/x", tried: [])) {
      try catalog.source(for: "/nowhere/x")
    }
    #expect(throws: DatasetError.self) { try catalog.source(for: "") }
  }

  @Test func `a folder has the name of its last part, however it is written`() throws {
    let folder = try TemporaryFolder()
    try folder.write("my-set/test_batch.bin", TinyFiles.cifarRecord(label: 0, fill: 5))
    for spelling in ["/my-set", "/my-set/", "/my-set/.", "//my-set/../my-set"] {
      let source = try DatasetCatalog(folders: []).source(for: folder.path + spelling)
      #expect(source.name == "my-set")
    }
  }

  @Test func `a sample is found by set, half and index`() throws {
    let folder = try TemporaryFolder()
    try folder.write("set/test_batch.bin", TinyFiles.cifarRecord(label: 2, fill: 51))
    let catalog = DatasetCatalog(folders: [folder.path])
    for dataset in ["set", folder.path + "/set"] {
      let sample = try catalog.sample(SampleSpec(dataset: dataset, split: .test, index: 0))
      #expect(sample.picture == Tensor(shape: [3, 32, 32], repeating: 0.2))
      #expect(sample.label == 2)
      #expect(sample.className == Bilingual("bird", "chim"))
    }
    for index in [1, -1, Int.max] {
      #expect(throws: DatasetError.self) {
        try catalog.sample(SampleSpec(dataset: "set", split: .test, index: index))
      }
    }
    #expect(throws: DatasetError.self) {
      try catalog.sample(SampleSpec(dataset: "set", split: .train, index: 0))
    }
  }
}
