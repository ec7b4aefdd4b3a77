window.YTD.deleted_tweets.part0 = [
  {
    "tweet" : {
      "retweeted" : false,
      "entities" : { "urls" : [ ] },
      "id_str" : "1720000000000000001",
      "id" : "1720000000000000001",
      "created_at" : "Wed Nov 01 08:05:00 +0000 2023",
      "full_text" : "I cannot stand 10B",
      "deleted_at" : "Wed Nov 01 08:09:00 +0000 2023",
      "lang" : "en"
    }
  }
]
