window.YTD.tweets.part1 = [
  {
    "tweet" : {
      "edit_info" : {
        "initial" : {
          "editTweetIds" : [ "1710000000000000001", "1710000000000000009" ],
          "editableUntil" : "2023-10-05T18:00:00.000Z",
          "editsRemaining" : "5",
          "isEditEligible" : true
        }
      },
      "retweeted" : false,
      "entities" : { "urls" : [ ] },
      "id_str" : "1710000000000000001",
      "id" : "1710000000000000001",
      "created_at" : "Thu Oct 05 17:00:00 +0000 2023",
      "full_text" : "Mr Hughes should not be let near a staff room",
      "lang" : "en"
    }
  },
  {
    "tweet" : {
      "retweeted" : false,
      "entities" : { "urls" : [ ] },
      "id_str" : "1500000000000000001",
      "id" : "1500000000000000001",
      "created_at" : "Sun May 01 09:00:00 +0000 2022",
      "full_text" : "Bore da Gymru",
      "lang" : "cy"
    }
  }
]
